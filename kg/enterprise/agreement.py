"""What the partners of a virtual enterprise agree to put in, risk and earn."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import UsageError

# Shares are in basis points, so that they add up without a rest; the graph has parts of 1.
WHOLE = 10_000


@dataclass(frozen=True, slots=True)
class SeatShares:
    """What one partner puts in, risks and earns, in basis points of all partners."""

    input: int
    risk: int
    revenue: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """The shares of each member by its id; `cluster` is of all revenue, before it is shared.

    `lead` is the id of the lead partner.
    """

    lead: str
    cluster: int
    shares: Mapping[str, SeatShares]


def check_agreement(agreement: Agreement) -> None:
    """Raises UsageError unless the shares of each kind add up to the whole."""
    if not 0 <= agreement.cluster <= WHOLE:
        raise UsageError(
            f"{agreement.cluster} basis points for the cluster are no share; next step: give one "
            f"from 0 to {WHOLE:,}"
        )
    shares = agreement.shares.values()
    for kind, points in (
        ("input", [each.input for each in shares]),
        ("risk", [each.risk for each in shares]),
        ("revenue", [each.revenue for each in shares]),
    ):
        if sum(points) != WHOLE or min(points) < 0:
            raise UsageError(
                f"the {kind} shares add up to {sum(points):,} basis points and not to {WHOLE:,}; "
                "next step: share out all of it"
            )
