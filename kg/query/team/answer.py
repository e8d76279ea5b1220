"""A team as it is answered: members with reasons, gaps with changes, alternatives."""

from dataclasses import dataclass
from enum import StrEnum

from kg.model import Citation, Need, Organisation
from kg.query.team.alternatives.choices import Choices
from kg.query.team.alternatives.losses import Lost
from kg.query.team.plan import Cost
from kg.query.team.shares import Shares
from kg.query.team.solve import SECONDS
from kg.query.team.standing import Reach, Standing


class Status(StrEnum):
    """How good a team is known to be."""

    OPTIMAL = "optimal"
    BEST_FOUND = "best_found"
    INFEASIBLE = "infeasible"
    ABSTAINED = "abstained"


@dataclass(frozen=True, slots=True)
class TeamRequest:
    """What is asked: a need in words or as it was edited, or an opportunity; and what to obey.

    Shares are of the work, from 0 to 1: `least_local` at least by members that are seated in the
    `local` regions, `most_share` at most by one member, `least_robust` at least by those who stay,
    whoever leaves. `required` and `excluded` are ids. Members that compete are kept `apart` in
    their field where the opportunity is under non-disclosure, or as is said. At most so many
    `alternatives` are told, each with members that no better team has, `differ` of them or more.
    With `pareto`, teams are told that trade cost against local work and robustness. After so many
    `seconds` the best that is known then is the answer; losses of members, alternatives and pareto
    take up to so long once more each. `reach` says who may be in:
    members of the `cluster`, of any cluster, or all; without one who belongs to any is a member.
    Each has an assessment in finance, capability and ethics with a score of `least_assessment`,
    and `assessed_within` so many months, where these are given.
    Who is far from `near`, a place or an organisation, costs more.
    """

    need: str | Need | None = None
    opportunity: str | None = None
    region: str | None = None
    most_members: int | None = None
    local: tuple[str, ...] = ()
    least_local: float | None = None
    most_share: float | None = None
    required: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    apart: bool | None = None
    seconds: float = SECONDS
    alternatives: int = 3
    differ: int = 1
    least_robust: float | None = None
    pareto: bool = False
    reach: Reach = "all"
    cluster: str | None = None
    least_assessment: int | None = None
    assessed_within: int | None = None
    near: str | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """A requirement that a member covers, with its best statement, the fit and why it fits.

    `share` is the part of the requirement, 1 for all of it.
    """

    requirement: str
    capability: str
    fit: float
    reason: str
    evidence: tuple[Citation, ...]
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Overlap:
    """A requirement that a member could cover too, and another one does."""

    requirement: str
    fit: float


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the team, why it is in, what its loss would mean, and what it is to clusters."""

    organisation: Organisation
    covers: tuple[Cover, ...]
    overlaps: tuple[Overlap, ...]
    reason: str
    loss: Lost | None = None
    standing: Standing = Standing.OUTSIDER
    clusters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A requirement that the team leaves open, and the smallest change that closes it."""

    requirement: str
    reason: str
    change: str


@dataclass(frozen=True, slots=True)
class NearMissed:
    """A partner that fits a requirement and does not count, and what would make it count."""

    requirement: str
    organisation: Organisation
    fit: float
    reason: str
    change: str


@dataclass(frozen=True, slots=True)
class Rivals:
    """Two members that compete, and the competencies in which they do; none are all."""

    members: tuple[str, str]
    competencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeardOf:
    """What a broker found of somebody who could take part: for which need, when, and its id."""

    organisation: Organisation
    verdict: str
    reason: str
    is_member: bool


@dataclass(frozen=True, slots=True)
class Alternative:
    """The cheapest team that differs from all better ones and leaves nothing more open.

    `without` are ids of those of the best team whom it lacks; no such team costs less than `bound`.
    """

    without: tuple[str, ...]
    members: tuple[Organisation, ...]
    cost: int
    bound: int
    status: Status


@dataclass(frozen=True, slots=True)
class TeamAnswer:
    """The best team for a need; costs are in units of `UNITS` to one.

    `need` is what was asked for, as it was understood. `relaxations` are a smallest set of what to
    give up, so that all musts that anybody fits are covered. `shares` are those that are proposed,
    in the order of the members; None where there are none. `feedback` is what brokers found of
    those who could take part. `local` is the share of
    the work that is done in the chosen regions, None without such; `robust` is what those who stay
    could do of it, whoever leaves. `choices` are teams that trade these, None if not asked for.
    """

    request: TeamRequest
    need: Need
    opportunity: str | None
    status: Status
    cost: Cost
    bound: int
    members: tuple[Member, ...]
    gaps: tuple[Gap, ...]
    near_misses: tuple[NearMissed, ...]
    rivals: tuple[Rivals, ...]
    alternatives: tuple[Alternative, ...]
    revision: int
    relaxations: tuple[str, ...] = ()
    shares: Shares | None = None
    feedback: tuple[HeardOf, ...] = ()
    local: float | None = None
    robust: float = 0.0
    choices: Choices | None = None
