"""The places that the graph knows: regions by their names, towns by who is seated there."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.graph.catalogue import RegionRow
from kg.model import Organisation
from kg.projection.columns import Texts
from kg.projection.words import fold_accents

Degrees = NDArray[np.float64]
# What official names add to the name that people use: "Stuttgart, Stadtkreis", "Burgenland (AT)".
_ADDED = re.compile(r",\s.*|\s*\([^)]*\)")
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


def build_places(regions: Sequence[RegionRow], organisations: Sequence[Organisation]) -> Places:
    """The places of a graph. Of regions that share a name the largest is meant, before a town."""
    seated = [o for o in organisations if o.region]
    placed = [o for o in organisations if o.profile.point is not None]
    found = {folded_name(p.name): p for p in _towns(placed)}
    middles = _middles(placed)
    for region in sorted(regions, key=lambda r: (len(r.id), r.id), reverse=True):
        point = region.point or middles.get(region.id)
        for name in (region.name, *region.alternatives):
            for form in {name, _ADDED.sub("", name)}:
                town = found.get(folded_name(form))
                at = town.point if town and not town.code else point
                found[folded_name(form)] = KnownPlace(form, region.id, at)
    found.pop("", None)
    ordered = sorted(found.items())
    points = [place.point or (np.nan, np.nan) for _, place in ordered]
    return Places(
        Texts.of(folded for folded, _ in ordered),
        Texts.of(place.name for _, place in ordered),
        Texts.of(place.code for _, place in ordered),
        np.array([latitude for latitude, _ in points], dtype=np.float64),
        np.array([longitude for _, longitude in points], dtype=np.float64),
        Texts.of(sorted({code for o in seated for code in _around(o.region or "")})),
    )


def folded_name(name: str) -> str:
    """A name as it is compared: without case, accents and signs between its words."""
    return " ".join(re.findall(r"[^\W_]+", fold_accents(name.casefold())))


def _towns(placed: Sequence[Organisation]) -> list[KnownPlace]:
    """Each town with the middle of who is there; of namesakes the one with most organisations."""
    by_name: dict[str, list[Organisation]] = defaultdict(list)
    for organisation in placed:
        if organisation.city:
            by_name[folded_name(organisation.city)].append(organisation)
    towns = []
    for _, there in sorted(by_name.items()):
        [(country, _)] = Counter(sorted(o.country or "" for o in there)).most_common(1)
        meant = [o for o in there if (o.country or "") == country]
        towns.append(KnownPlace(meant[0].city or "", "", _middle(meant)))
    return towns


def _middles(placed: Sequence[Organisation]) -> dict[str, tuple[float, float]]:
    """The middle of the organisations seated in each region, and in those that hold it."""
    by_code: dict[str, list[Organisation]] = defaultdict(list)
    for organisation in placed:
        for code in _around(organisation.region or ""):
            by_code[code].append(organisation)
    return {code: _middle(there) for code, there in by_code.items()}


def _around(code: str) -> list[str]:
    """A code and those of the regions that hold it."""
    return [code[:length] for length in range(2, len(code) + 1)]


def _middle(there: Sequence[Organisation]) -> tuple[float, float]:
    points = np.array([o.profile.point for o in there], dtype=np.float64)
    latitude, longitude = points.mean(axis=0).round(5).tolist()
    return latitude, longitude
