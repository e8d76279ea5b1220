"""What goes over the wire about teams and opportunities; every field has an example."""

from typing import Literal

from pydantic import Field

from api.schemas import NEED, NEED_GIVEN, Body, Citation, Need, NeedGiven, Text
from api.terms import term
from kg.query.team.standing import Reach

STATUS = "optimal: proven; best_found: with a bound; infeasible: a must stays open; abstained"


class TeamQuestion(Body):
    """A need or an opportunity, and what the team must be like."""

    need: NeedGiven | None = Field(None, description=NEED_GIVEN, examples=[NEED])
    opportunity: Text | None = Field(
        None, description="The id of an opportunity, instead of a need.", examples=["demo:o4"]
    )
    region: Text | None = Field(
        None, description="Only members seated there: a code, or a name.", examples=["UKE3"]
    )
    pool: Reach = Field(
        "all", description="Members of the cluster, of any cluster, or all.", examples=["members"]
    )
    cluster: Text | None = Field(
        None, description="Whose members they are.", examples=["demo:midas-north-cluster"]
    )
    min_assessment: int | None = Field(
        None,
        ge=0,
        le=100,
        alias="minAssessment",
        description="Least score in finance, capability and ethics.",
        examples=[50],
    )
    assessed_within: int | None = Field(
        None,
        ge=1,
        le=600,
        alias="assessedWithin",
        description="How many months old these assessments may be.",
        examples=[24],
    )
    near: Text | None = Field(
        None,
        description="Who is near is preferred: a town, a region or an organisation.",
        examples=["Rotherham"],
    )
    max_members: int | None = Field(
        None, ge=1, le=100, alias="maxMembers", description="The largest team.", examples=[4]
    )
    local: list[Text] = Field(
        default_factory=list,
        description="Regions whose members are preferred.",
        examples=[["UKE3"]],
    )
    min_local: float | None = Field(
        None, ge=0, le=1, alias="minLocal", description="Least share of work there.", examples=[0.6]
    )
    max_share: float | None = Field(
        None, gt=0, le=1, alias="maxShare", description="Most work of one member.", examples=[0.4]
    )
    require: list[Text] = Field(
        default_factory=list, description="Ids of members.", examples=[["demo:hallam-five-axis"]]
    )
    exclude: list[Text] = Field(
        default_factory=list, description="Ids of who may not be in.", examples=[["demo:acme"]]
    )
    competitors: Literal["apart", "together"] | None = Field(
        None,
        description="In the field where they compete; otherwise apart under non-disclosure.",
        examples=["apart"],
    )
    seconds: float = Field(
        10.0, ge=0, le=60, description="After so long the best that is known.", examples=[10.0]
    )
    alternatives: int = Field(3, ge=0, le=10, description="At most so many.", examples=[3])
    differ: int = Field(
        1, ge=1, le=10, description="So many members are in no better team.", examples=[2]
    )
    min_robust: float | None = Field(
        None,
        ge=0,
        le=1,
        alias="minRobust",
        description="Of the work, what those who stay could do, whoever leaves.",
        examples=[0.5],
    )
    pareto: bool = Field(
        default=False,
        description="Teams too that trade cost against local work and robustness.",
        examples=[False],
    )


class Cover(Body):
    """A requirement that a member covers, with its best statement."""

    requirement: str = Field(examples=["R1"])
    capability: str = Field(examples=["demo:hallam-five-axis--five-axis-cnc-milling"])
    fit: float = Field(examples=[0.82])
    share: float = Field(examples=[1.0], description="The part of the requirement; 1 is all.")
    reason: str = Field(examples=["names the competency five-axis CNC milling"])
    evidence: list[Citation]


class Overlap(Body):
    """A requirement that a member could cover too, and another one does."""

    requirement: str = Field(examples=["R2"])
    fit: float = Field(examples=[0.61])


class Named(Body):
    """An organisation by id and name."""

    id: str = Field(examples=["demo:hallam-five-axis"])
    name: str = Field(examples=["Hallam Five-Axis Ltd"])


class Loss(Body):
    """What breaks when a member leaves, and who replaces it best while all others stay."""

    breaks: list[str] = Field(examples=[["R1"]], description="What nobody who stays could cover.")
    replacement: Named | None = Field(examples=[None], description="None where nobody is of use.")
    cost: float | None = Field(
        examples=[0.21], description="More than the team; null where none obeys the rules then."
    )
    opens: list[str] = Field(examples=[[]], description="What stays open then.")
    isProven: bool = Field(examples=[True])  # noqa: N815  # as it is written


class Member(Body):
    """A member of the team and why it is in."""

    id: str = Field(examples=["demo:hallam-five-axis"])
    name: str = Field(examples=["Hallam Five-Axis Ltd"])
    kind: str = Field(examples=["Firm"], json_schema_extra=term("Organisation"))
    region: str | None = Field(examples=["UKE32"])
    covers: list[Cover]
    overlaps: list[Overlap]
    reason: str = Field(examples=["the only one that covers R1"])
    loss: Loss | None = Field(examples=[None])
    standing: Literal["member", "other cluster", "outsider"] = Field(
        description="What it is to the cluster; without one who belongs to any is a member.",
        examples=["member"],
    )
    clusters: list[str] = Field(examples=[["Midas North"]])


class Gap(Body):
    """A requirement that stays open, and the smallest change that closes it."""

    requirement: str = Field(examples=["R3"])
    reason: str = Field(examples=["nobody in UKE3 fits"])
    change: str = Field(examples=["leave the region out: Baltica Electronics would fit"])


class NearMiss(Body):
    """A partner that fits a requirement and does not count, and what would make it count."""

    requirement: str = Field(examples=["R1"])
    id: str = Field(examples=["demo:steel-city-sheet"])
    name: str = Field(examples=["Steel City Sheet Ltd"])
    fit: float = Field(examples=[0.7])
    reason: str = Field(examples=["its certificate ends on 2027-02-15, before 2027-04-30"])
    change: str = Field(examples=["renew the certificate"])


class Rivals(Body):
    """Two members that compete; without competencies they do in all."""

    members: list[str] = Field(examples=[["demo:a", "demo:b"]])
    competencies: list[str] = Field(examples=[["demo:anodising-aluminium"]])


class Alternative(Body):
    """The cheapest team that differs from all better ones and leaves nothing more open."""

    without: list[str] = Field(
        examples=[["demo:hallam-five-axis"]], description="Whom of the best team it lacks."
    )
    members: list[Named]
    cost: float = Field(examples=[1.42])
    bound: float = Field(examples=[1.42], description="No such team costs less.")
    status: str = Field(examples=["optimal"])


class Terms(Body):
    """The terms of a cost, which add up to it."""

    misfit: float = Field(examples=[0.6])
    risk: float = Field(examples=[0.05])
    coordination: float = Field(examples=[0.3])
    overlap: float = Field(examples=[0.05])
    distance: float = Field(examples=[0.0])
    local: float = Field(examples=[-0.03], description="What local work saves, below nothing.")
    gaps: float = Field(examples=[0.0])


class Exposure(Body):
    """The terms of what a member risks, in parts of all work."""

    ownWork: float = Field(examples=[0.4])  # noqa: N815  # as it is written
    unproven: float = Field(examples=[0.08], description="Work without proof.")
    soleSource: float = Field(  # noqa: N815  # as it is written
        examples=[0.2], description="Half of the work that nobody else could take over."
    )
    lead: float = Field(examples=[0.1], description="Liability of the lead partner.")
    joint: float = Field(examples=[0.033333], description="Its part in the liability of all.")


class MemberShare(Body):
    """What is proposed for a member, in basis points of all members."""

    id: str = Field(examples=["demo:hallam-five-axis"])
    input: int = Field(examples=[4000])
    risk: int = Field(examples=[3800])
    revenue: int = Field(examples=[3940])
    exposure: Exposure
    reason: str = Field(examples=["input: 40.00 % of the work; risk: 0.400 = own work 0.400"])


class Shares(Body):
    """Proposed shares: input, risk and revenue each add up to 10,000 basis points."""

    leadPartner: str = Field(examples=["demo:hallam-five-axis"])  # noqa: N815  # as it is written
    clusterShare: int = Field(  # noqa: N815  # as it is written
        examples=[200], description="Of all revenue; the members share the rest."
    )
    inputWeight: int = Field(examples=[70])  # noqa: N815  # as it is written
    riskWeight: int = Field(examples=[30])  # noqa: N815  # as it is written
    members: list[MemberShare]


class HeardOf(Body):
    """What a broker found of somebody who could take part; it moves the fit."""

    id: str = Field(examples=["demo:hallam-five-axis"])
    name: str = Field(examples=["Hallam Five-Axis Ltd"])
    verdict: Literal["fit", "unfit", "asked"] = Field(examples=["unfit"])
    reason: str = Field(
        examples=["unfit (capacity) for this need, by Ada on 2026-12-01; id 87aa0ba0a14c"]
    )
    isMember: bool = Field(examples=[False])  # noqa: N815  # as it is written


class TeamTerms(Body):
    """What a team was held to; with the need it can be asked for again."""

    opportunity: str | None = Field(examples=["demo:o4"])
    region: str | None = Field(examples=["UKE3"])
    mostMembers: int | None = Field(examples=[4])  # noqa: N815  # as it is written
    local: list[str] = Field(examples=[["UKE3"]])
    leastLocal: float | None = Field(examples=[0.6])  # noqa: N815  # as it is written
    mostShare: float | None = Field(examples=[0.4])  # noqa: N815  # as it is written
    required: list[str] = Field(examples=[["demo:hallam-five-axis"]])
    excluded: list[str] = Field(examples=[["demo:acme"]])
    apart: bool | None = Field(examples=[True], description="Are competitors kept apart?")
    seconds: float = Field(examples=[10.0])
    alternatives: int = Field(examples=[3])
    differ: int = Field(examples=[1])
    leastRobust: float | None = Field(examples=[0.5])  # noqa: N815  # as it is written
    pareto: bool = Field(examples=[False])
    reach: Reach = Field(examples=["all"])
    cluster: str | None = Field(examples=["demo:midas-north-cluster"])
    leastAssessment: int | None = Field(examples=[50])  # noqa: N815  # as it is written
    assessedWithin: int | None = Field(examples=[24])  # noqa: N815  # as it is written
    near: str | None = Field(examples=["Rotherham"])


class Choice(Body):
    """A team that no other one beats in cost, local share and robustness at once."""

    members: list[Named]
    cost: float = Field(examples=[1.21])
    bound: float = Field(
        examples=[1.21], description="No team that is as local and as robust costs less."
    )
    localShare: float | None = Field(examples=[0.5])  # noqa: N815  # as it is written
    robustness: float = Field(examples=[0.75])
    isProven: bool = Field(examples=[True])  # noqa: N815  # as it is written


class Choices(Body):
    """Teams to choose from, the cheapest first."""

    isComplete: bool = Field(  # noqa: N815  # as it is written
        examples=[True], description="False where time was up before all were found."
    )
    teams: list[Choice]


class Team(Body):
    """The best team for a need; the less a cost, the better."""

    request: TeamTerms
    need: Need
    opportunity: str | None = Field(examples=["demo:o4"])
    status: Literal["optimal", "best_found", "infeasible", "abstained"] = Field(
        description=STATUS, examples=["optimal"]
    )
    cost: float = Field(examples=[0.95])
    bound: float = Field(examples=[0.95], description="No team costs less.")
    terms: Terms
    localShare: float | None = Field(  # noqa: N815  # as it is written
        examples=[0.6], description="Of the work, in the chosen regions; null without such."
    )
    robustness: float = Field(
        examples=[0.4], description="Of the work, what those who stay could do, whoever leaves."
    )
    members: list[Member]
    shares: Shares | None = Field(examples=[None], description="None for a team of nobody.")
    gaps: list[Gap]
    relaxations: list[str] = Field(
        examples=[["AS9100 for R1"]], description="The fewest conditions to give up, if infeasible."
    )
    nearMisses: list[NearMiss]  # noqa: N815  # as it is written
    rivals: list[Rivals]
    alternatives: list[Alternative]
    pareto: Choices | None = Field(
        examples=[None], description="Teams to choose from; null if not asked for."
    )
    feedback: list[HeardOf]
    revision: int = Field(examples=[7])


class OpportunityHead(Body):
    """An opportunity in short."""

    id: str = Field(examples=["demo:o4"])
    title: str = Field(examples=["Titanium brackets"])
    text: str = Field(examples=["Titanium bracket, 2,500 off per year, printed and milled."])
    offeringKind: str | None = Field(  # noqa: N815  # as it is written
        examples=["virtual manufacturing"], json_schema_extra=term("Opportunity.offeringKind")
    )
    requirements: int = Field(examples=[5])
