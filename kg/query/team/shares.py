"""Proposes what the members of a team put in, risk and earn, each as a share of the whole.

Revenue is shared in proportion to input and risk, over the life of the product (the fourth
principle of Midas), after a part of it has gone back to the cluster. All shares are whole basis
points that add up to 10,000 without a rest: by largest remainders (Hamilton's method; Balinski and
Young 1982), where of equal remainders the first id gets the point.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from kg.errors import UsageError
from kg.query.team.problem import WHOLE

# What goes back to the cluster before the rest is shared, in basis points of the revenue: a
# cluster lives without subsidy of what its enterprises return; 2 % is the least in the example.
CLUSTER_SHARE = 200
# Work is paid for most of all, since it costs its member money every day; but who could lose more
# earns more. A team that shared by risk alone would be a bet.
INPUT_WEIGHT, RISK_WEIGHT = 70, 30
# Who does work puts it right at its own cost if it fails: each part of the work is one point.
OWN_WORK = Fraction(1)
# Work that is claimed and not proven is likelier to be done twice: up to one more point.
UNPROVEN_WORK = Fraction(1)
# What nobody else could take over cannot be handed on: its member is answerable come what may.
SOLE_WORK = Fraction(1, 2)
# The lead partner signs with the customer and answers for the whole: a tenth of all work.
LEAD_LIABILITY = Fraction(1, 10)
# Failing performance or reputation hits all (the sixth principle): a tenth of all work, in equal
# parts.
JOINT_LIABILITY = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class Stake:
    """What a member (its id) does of the work, and how much of that is without proof, and how
    much nobody else could do; all in one unit."""

    member: str
    work: Fraction
    unproven: Fraction = Fraction(0)
    sole: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Exposure:
    """The terms of what a member risks, in parts of all work; the risk share is that of the sum."""

    own: Fraction
    unproven: Fraction
    sole: Fraction
    lead: Fraction
    joint: Fraction

    @property
    def total(self) -> Fraction:
        """The sum of the terms."""
        return self.own + self.unproven + self.sole + self.lead + self.joint


@dataclass(frozen=True, slots=True)
class MemberShare:
    """The shares of one member (its id) in basis points, and the exposure behind its risk."""

    member: str
    input: int
    risk: int
    revenue: int
    exposure: Exposure


@dataclass(frozen=True, slots=True)
class Shares:
    """A proposal: `cluster` is of all revenue, the members' revenue shares are of the rest.

    `lead` is the id of the member that is proposed as lead partner.
    """

    lead: str
    cluster: int
    members: tuple[MemberShare, ...]


def propose_shares(
    stakes: Sequence[Stake], cluster: int = CLUSTER_SHARE, lead: str | None = None
) -> Shares | None:
    """The shares of the members in the order of their stakes; None for nobody.

    Who does most of the work is proposed as lead partner, of several the first id, unless one of
    the members is named as `lead`.
    """
    if not stakes:
        return None
    lead = lead or min(stakes, key=lambda stake: (-stake.work, stake.member)).member
    ids = [stake.member for stake in stakes]
    inputs = _parts([stake.work for stake in stakes])
    exposures = [_exposure(stake, stakes, lead) for stake in stakes]
    risks = _parts([exposure.total for exposure in exposures])
    earned = [INPUT_WEIGHT * i + RISK_WEIGHT * r for i, r in zip(inputs, risks, strict=True)]
    columns = (apportion(ids, parts) for parts in (inputs, risks, earned))
    rows = zip(ids, *columns, exposures, strict=True)
    return Shares(lead, cluster, tuple(MemberShare(*row) for row in rows))


def led_by(shares: Shares, lead: str) -> Shares:
    """The same proposal with another lead partner; raises UsageError for one that is no member."""
    members = [share.member for share in shares.members]
    if lead not in members:
        raise UsageError(
            f"{lead!r} is no member of the team; next step: let one of {', '.join(members)} lead it"
        )
    # The terms of an exposure say of all work what a stake does.
    stakes = [
        Stake(
            share.member,
            share.exposure.own / OWN_WORK,
            share.exposure.unproven / UNPROVEN_WORK,
            share.exposure.sole / SOLE_WORK,
        )
        for share in shares.members
    ]
    proposed = propose_shares(stakes, shares.cluster, lead)
    assert proposed is not None  # noqa: S101  # there is at least the lead
    return proposed


def apportion(ids: Sequence[str], parts: Sequence[Fraction]) -> list[int]:
    """Whole basis points in proportion to parts that are not all 0, which add up to 10,000."""
    exact = [WHOLE * part / sum(parts) for part in parts]
    points = [int(each) for each in exact]
    rest = WHOLE - sum(points)
    order = sorted(range(len(ids)), key=lambda row: (points[row] - exact[row], ids[row]))
    for row in order[:rest]:
        points[row] += 1
    return points


def _parts(amounts: Sequence[Fraction]) -> list[Fraction]:
    """Amounts as parts of their sum; equal parts where there is none of it."""
    total = sum(amounts)
    return [each / total if total else Fraction(1, len(amounts)) for each in amounts]


def _exposure(stake: Stake, stakes: Sequence[Stake], lead: str) -> Exposure:
    total = sum(each.work for each in stakes) or Fraction(1)
    return Exposure(
        OWN_WORK * stake.work / total,
        UNPROVEN_WORK * stake.unproven / total,
        SOLE_WORK * stake.sole / total,
        LEAD_LIABILITY if stake.member == lead else Fraction(0),
        JOINT_LIABILITY / len(stakes),
    )
