"""Of how many organisations the region is known, country by country: unknown is not weak."""

from dataclasses import dataclass

import numpy as np

from kg.projection.network.reader import Flags, NetworkReader
from kg.projection.projection import UNKNOWN

# Below this share of organisations with a known region a country's links are said to be unknown,
# not few: most of them are missing.
ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Coverage:
    """A country by its code: its organisations, and those with a known region of the level."""

    country: str
    organisations: int
    placed: int

    @property
    def share(self) -> float:
        """The share of them that is placed."""
        return self.placed / self.organisations if self.organisations else 0.0

    @property
    def is_enough(self) -> bool:
        """Can few links of this country be believed?"""
        return self.share >= ENOUGH


def coverage(reader: NetworkReader, level: int, among: Flags | None) -> dict[str, Coverage]:
    """The coverage of each country, by its NUTS code."""
    codes, countries = reader.seats(0)
    _, seats = reader.seats(level)
    counts = among if among is not None else np.ones(len(seats), dtype=np.bool_)
    counts = counts & (countries != UNKNOWN)
    all_of = np.bincount(countries[counts], minlength=len(codes)).tolist()
    is_placed = counts & (seats != UNKNOWN)
    placed = np.bincount(countries[is_placed], minlength=len(codes)).tolist()
    return {
        code: Coverage(code, total, known)
        for code, total, known in zip(codes, all_of, placed, strict=True)
        if total
    }
