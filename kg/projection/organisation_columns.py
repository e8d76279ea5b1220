"""Builds the columns of organisations: what conditions look at, each different value once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np

from kg.model import Organisation
from kg.projection.columns import Categories, Lists, Texts
from kg.projection.places import Places, folded_name
from kg.projection.projection import PART, UNKNOWN, Capabilities, Floats, Organisations
from kg.projection.rows import Pair


def organisation_columns(
    rows: Sequence[Organisation], sectors: Iterable[Pair], offered: Capabilities, places: Places
) -> Organisations:
    """The columns of organisations, given in order of their ids, and the pairs of their sectors."""
    by_id: dict[str, list[str]] = defaultdict(list)
    for organisation, sector in sorted(sectors):
        by_id[organisation].append(sector)
    profiles = [o.profile for o in rows]
    return Organisations(
        Texts.of(o.id for o in rows),
        Texts.of(o.name for o in rows),
        Texts.of(o.kind for o in rows),
        Categories.of(o.country or "" for o in rows),
        Categories.of(o.region or "" for o in rows),
        Texts.of("\n".join(o.doubts) for o in rows),
        Texts.of(o.city or "" for o in rows),
        *points(p.point for p in profiles),
        *points(_town_points(rows, places)),
        Categories.of(p.size_class or "" for p in profiles),
        np.array(
            [UNKNOWN if p.employees is None else p.employees for p in profiles], dtype=np.int32
        ),
        Categories.of(PART.join(p.languages) for p in profiles),
        Categories.of(PART.join(by_id[o.id]) for o in rows),
        _offered(offered, len(rows)),
    )


def _offered(capabilities: Capabilities, organisations: int) -> Lists:
    order = np.argsort(capabilities.organisation, kind="stable")
    return Lists.grouped(order, capabilities.organisation, organisations)


def _town_points(
    rows: Sequence[Organisation], places: Places
) -> Iterator[tuple[float, float] | None]:
    """The points of towns, for those of whom no point of their own is stated."""
    find = cache(lambda city: places.find(folded_name(city)))
    for row in rows:
        town = find(row.city) if row.city and row.profile.point is None else None
        yield town.point if town else None


def points(given: Iterable[tuple[float, float] | None]) -> tuple[Floats, Floats]:
    """Latitudes and longitudes, NaN where a point is not known."""
    pairs = np.array([point or (np.nan, np.nan) for point in given], dtype=np.float64)
    latitudes, longitudes = pairs.reshape(-1, 2).T
    return np.ascontiguousarray(latitudes), np.ascontiguousarray(longitudes)
