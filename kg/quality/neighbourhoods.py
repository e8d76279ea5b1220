"""What the organisations of a city, a postal area or a part of the map say of their regions."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.quality.seats import Seat

# A town and the district around it are one region of NUTS 2, and two of NUTS 3.
COMPARED = 4
# Around a point lie several regions of NUTS 2, and mostly one of NUTS 1.
COMPARED_AROUND = 3
# Fewer others say too little: two towns of one name are frequent.
LEAST_OTHERS = 3
# A region that one in ten others shares may be right: large cities lie in several regions.
FEW = 0.1
# Most others must name one region, else they know no better.
MOST = 2 / 3
# Where half of the others are, an organisation is at home.
HALF = 0.5
# Points are counted in cells of a quarter degree, and looked up in nine of them: some 40 km.
CELLS_PER_DEGREE = 4

Votes = Mapping[str, int]
NOBODY: Votes = {}


@dataclass(frozen=True, slots=True)
class Witness:
    """What the others that share something with an organisation say of its region."""

    what: str
    others: int
    same: int
    top: str
    agreeing: int

    @property
    def denies(self) -> bool:
        """Whether most of enough others name one other region, and hardly any the same."""
        is_said = self.others >= LEAST_OTHERS and self.agreeing >= MOST * self.others
        return is_said and self.same <= FEW * self.others

    @property
    def confirms(self) -> bool:
        """Whether half of enough others are in the same region."""
        return self.others >= LEAST_OTHERS and self.same >= HALF * self.others

    def told(self) -> str:
        """`of 41 others in Munich 39 are in DE21 and 0 here`."""
        return (
            f"of {self.others:,} others {self.what} {self.agreeing:,} are in {self.top} "
            f"and {self.same:,} here"
        )


class Neighbourhoods:
    """How many organisations each city, postal area and cell of the map has in each region."""

    def __init__(self, seats: Iterable[Seat]) -> None:
        self._shared: dict[tuple[object, ...], Counter[str]] = defaultdict(Counter)
        for seat in seats:
            if region := compared(seat):
                for key in (_city(seat), _area(seat), _cell(seat)):
                    if key:
                        self._shared[key][region] += 1

    def by_name(self, seat: Seat) -> tuple[Witness, ...]:
        """What the others of the same city and of the same postal area say."""
        region, area = compared(seat), f"with postal codes of {seat.area}"
        return (
            _witness(f"in {seat.city}", self._votes(_city(seat)), region),
            _witness(area, self._votes(_area(seat)), region),
        )

    def around(self, seat: Seat) -> Witness:
        """What those say whose points are near."""
        votes = Counter[str]()
        if cell := _cell(seat):
            country, row, column = cell
            for y in (row - 1, row, row + 1):
                for x in (column - 1, column, column + 1):
                    for region, count in self._votes((country, y, x)).items():
                        votes[region[:COMPARED_AROUND]] += count
        return _witness("around its point", votes, compared(seat)[:COMPARED_AROUND])

    def _votes(self, key: tuple[object, ...]) -> Votes:
        return self._shared.get(key, NOBODY)


def compared(seat: Seat) -> str:
    """The region of an organisation at the level of NUTS 2, "" where it is not known so finely."""
    return seat.region[:COMPARED] if len(seat.region) >= COMPARED else ""


def _city(seat: Seat) -> tuple[str, str, str] | tuple[()]:
    return (seat.country, "city", seat.city_key) if seat.city_key else ()


def _area(seat: Seat) -> tuple[str, str, str] | tuple[()]:
    return (seat.country, "area", seat.area) if seat.area else ()


def _cell(seat: Seat) -> tuple[str, int, int] | tuple[()]:
    if seat.point is None:
        return ()
    row, column = (math.floor(degrees * CELLS_PER_DEGREE) for degrees in seat.point)
    return seat.country, row, column


def _witness(what: str, votes: Votes, region: str) -> Witness:
    """What others say; an organisation is no witness for itself."""
    rest = [(count, code) for code, count in votes.items() if code != region]
    agreeing, top = max(rest, default=(0, ""))
    others, same = sum(votes.values()) - 1, votes.get(region, 0) - 1
    return Witness(what, max(others, 0), max(same, 0), top, agreeing)
