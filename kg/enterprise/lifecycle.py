"""What may happen to a virtual enterprise: it is formed for an opportunity, and closed.

It goes from forming, with or without operating in between, to decommissioned when it delivered,
and to failed when it did not; the states are those of the ontology (`enterpriseStates`).
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.enterprise.agreement import SeatShares
from kg.errors import NotFoundError, StateError, UsageError

FORMING, OPERATING = "forming", "operating"
DECOMMISSIONED, FAILED = "decommissioned", "failed"
OPEN = (FORMING, OPERATING)
LEAD, MEMBER, CUSTOMER = "lead partner", "member", "customer"
RATINGS = range(1, 6)
# From here on work is a reference, and its members would work together again.
GOOD = 3


@dataclass(frozen=True, slots=True)
class Seat:
    """An organisation (its id) that takes part, the role that it plays, and its shares."""

    organisation: str
    role: str = MEMBER
    shares: SeatShares | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """How an enterprise ended, as `by` says: whether it delivered, and a rating from 1 to 5."""

    delivered: bool
    rating: int
    by: str

    @property
    def state(self) -> str:
        """The state in which the enterprise is then."""
        return DECOMMISSIONED if self.delivered else FAILED

    @property
    def is_reference(self) -> bool:
        """Whether the work proves what was used, and ties the members to one another."""
        return self.delivered and self.rating >= GOOD


def read_seat(text: str, roles: Sequence[str]) -> tuple[str, str | None]:
    """An id and, behind the last colon, a role of the ontology, if there is one.

    Ids hold colons themselves, so only what is a role counts as one.
    """
    id_, _, role = text.rpartition(":")
    return (id_, role.strip()) if role.strip() in roles else (text, None)


def check_seats(seats: Sequence[Seat], roles: Sequence[str], customer: str | None) -> None:
    """Raises UsageError unless each takes part once, in a known role, and one leads at most."""
    if not seats:
        raise UsageError("an enterprise of nobody is none; next step: add --member ORG")
    for seat in seats:
        if seat.role not in roles:
            raise UsageError(f"no role {seat.role!r}; next step: name one of {', '.join(roles)}")
        if sum(each.organisation == seat.organisation for each in seats) > 1:
            raise UsageError(
                f"{seat.organisation!r} is a member twice; next step: name it once, with one role"
            )
        if seat.organisation == customer and seat.role != CUSTOMER:
            raise UsageError(
                f"{seat.organisation!r} is the customer of this opportunity; next step: leave it "
                "out, or give it the role customer"
            )
    if sum(seat.role == LEAD for seat in seats) > 1:
        raise UsageError("there is more than one lead partner; next step: choose one")


def check_free(opportunity: str, taken: Collection[tuple[str, str]]) -> None:
    """Raises StateError while an enterprise is open for an opportunity.

    `taken` are ids and states of those that fulfil it.
    """
    for id_, state in taken:
        if state in OPEN:
            raise StateError(
                f"opportunity {opportunity!r} has an enterprise already: {id_} is {state}; next "
                f"step: kg enterprise close {id_}"
            )


def check_closing(id_: str, state: str, closing: Closing) -> None:
    """Raises StateError for one that has ended, UsageError for a rating that is none."""
    if state not in OPEN:
        raise StateError(
            f"{id_} is {state} already, and ends once; next step: kg enterprise show {id_}"
        )
    if closing.rating not in RATINGS:
        raise UsageError(f"rating {closing.rating} is none; next step: rate from 1 to 5")


def make_id(source: str, opportunity: str, taken: Collection[str]) -> str:
    """The id of a new enterprise for an opportunity: counted, where there was one before."""
    stem = f"{source}:{re.sub(r'[^A-Za-z0-9]+', '-', opportunity).strip('-')}"
    number = 1
    while (id_ := f"{stem}-{number}") in taken:
        number += 1
    return id_


def find_enterprise_error(id_: str) -> NotFoundError:
    """That there is no enterprise with an id, and where to look."""
    return NotFoundError(f"no enterprise {id_!r}; next step: kg enterprise list")
