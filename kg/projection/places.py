"""The places that the graph knows: regions by their names, towns by who is seated there."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Texts
from kg.projection.words import fold_accents

Degrees = NDArray[np.float64]
SHORTEST_STEM = 4
LONGEST_ENDING = 2


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place by its name; a region has a code, a point is latitude and longitude in degrees."""

    name: str
    code: str
    point: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Places:
    """One row a name, folded and in order; towns have no code, NaN stands for no known point.

    The point of a town is the middle of the organisations there; that of a region is its own where
    the graph holds one, else the middle of the organisations seated in it. `seats` are the codes
    of all regions, of any level, in which somebody is seated.
    """

    folded: Texts
    names: Texts
    codes: Texts
    latitudes: Degrees
    longitudes: Degrees
    seats: Texts

    def find(self, folded: str) -> KnownPlace | None:
        """The place of a folded name."""
        row = self.folded.find(folded)
        return None if row is None else self._at(row)

    def find_inflected(self, folded: str) -> KnownPlace | None:
        """The one place whose name differs in its ending only, as in "do Katowic"."""
        for cut in range(4):
            stem, ending = folded[: len(folded) - cut], folded[len(folded) - cut :]
            if len(stem) < SHORTEST_STEM or " " in ending:
                return None
            row = bisect_left(self.folded, stem)
            found = self.folded[row] if row < len(self.folded) else ""
            if found.startswith(stem) and len(found) - len(stem) <= LONGEST_ENDING:
                return self._at(row)
        return None

    def point_of(self, codes: Sequence[str]) -> tuple[float, float] | None:
        """The point of a region that is named in another language."""
        for row, code in enumerate(self.codes):
            if code and code in codes:
                return self._at(row).point
        return None

    def _at(self, row: int) -> KnownPlace:
        latitude, longitude = float(self.latitudes[row]), float(self.longitudes[row])
        point = None if np.isnan(latitude) else (latitude, longitude)
        return KnownPlace(self.names[row], self.codes[row], point)


def folded_name(name: str) -> str:
    """A name as it is compared: without case, accents and signs between its words."""
    return " ".join(re.findall(r"[^\W_]+", fold_accents(name.casefold())))
