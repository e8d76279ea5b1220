"""What can be asked of links between regions."""

from dataclasses import dataclass
from typing import Literal

from kg.projection.network.reader import ALWAYS, Period

Order = Literal["strength", "links"]
ORDERS: tuple[Order, ...] = ("strength", "links")
LEVELS = (0, 1, 2, 3)


@dataclass(frozen=True, slots=True)
class LinkQuestion:
    """The NUTS level, the types (all where none is named), the period, and which pairs.

    `region` keeps pairs with that region or one inside it; `start` and `end` those that lead from
    the one to the other, in either direction, with `start` first. `within` adds the links inside
    one region; `firms_only` leaves everybody out who is no firm, and without `doubted` nobody
    counts in a region of which kg quality doubts that it is the right one.
    """

    level: int = 2
    types: tuple[str, ...] = ()
    region: str | None = None
    start: str | None = None
    end: str | None = None
    period: Period = ALWAYS
    firms_only: bool = False
    doubted: bool = True
    within: bool = False
    order: Order = "strength"
    limit: int = 20
