"""The tables that rows become before they are put in order and linked.

One row each, in any order. Where the ids of others are referred to, their keys stand.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import numpy as np

from kg.graph.catalogue import CapabilityRow, EvidenceRow
from kg.graph.opportunities import Capacity
from kg.model import Organisation
from kg.projection.columns import Indices, Texts
from kg.projection.keys import Keys, keys_of
from kg.projection.projection import PART, STATUSES, UNKNOWN, Capacities, Evidence, Floats
from kg.projection.table import batches

Pair = tuple[str, str]
Row = TypeVar("Row")
Table = TypeVar("Table")

NO_CAPACITY = Capacity(None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class OrganisationTable:
    """What is stated of organisations themselves."""

    ids: Texts
    names: Texts
    kinds: Texts
    countries: Texts
    regions: Texts
    doubts: Texts
    cities: Texts
    latitudes: Floats
    longitudes: Floats
    sizes: Texts
    employees: Indices
    languages: Texts

    @classmethod
    def of(cls, rows: Sequence[Organisation]) -> "OrganisationTable":
        """The table of some organisations."""
        profiles = [row.profile for row in rows]
        return cls(
            Texts.of(o.id for o in rows),
            Texts.of(o.name for o in rows),
            Texts.of(o.kind for o in rows),
            Texts.of(o.country or "" for o in rows),
            Texts.of(o.region or "" for o in rows),
            Texts.of("\n".join(o.doubts) for o in rows),
            Texts.of(o.city or "" for o in rows),
            *as_points(p.point for p in profiles),
            Texts.of(p.size_class or "" for p in profiles),
            _whole(p.employees for p in profiles),
            Texts.of(PART.join(p.languages) for p in profiles),
        )


@dataclass(frozen=True, slots=True)
class CapabilityTable:
    """What is stated of capabilities."""

    ids: Texts
    keys: Keys
    organisations: Keys
    texts: Texts
    text_keys: Keys
    status: Indices
    level: Indices
    recorded: Indices
    consortium: Indices
    doubts: Texts
    capacities: Capacities

    @classmethod
    def of(cls, rows: Sequence[CapabilityRow]) -> "CapabilityTable":
        """The table of some capabilities."""
        return cls(
            Texts.of(c.id for c in rows),
            keys_of(c.id for c in rows),
            keys_of(c.organisation for c in rows),
            Texts.of(c.text for c in rows),
            keys_of(c.text for c in rows),
            _whole(STATUSES.index(c.status) for c in rows),
            _whole(c.level for c in rows),
            _days(c.recorded_on for c in rows),
            _whole(c.consortium_size or 1 for c in rows),
            Texts.of("\n".join(c.doubts) for c in rows),
            _capacities(rows),
        )


@dataclass(frozen=True, slots=True)
class PairTable:
    """What refers to what, by keys."""

    left: Keys
    right: Keys

    @classmethod
    def of(cls, rows: Sequence[Pair]) -> "PairTable":
        """The table of some pairs of ids."""
        return cls(keys_of(a for a, _ in rows), keys_of(b for _, b in rows))


@dataclass(frozen=True, slots=True)
class SectorTable:
    """Which organisation, by key, is in which sector."""

    organisations: Keys
    sectors: Texts

    @classmethod
    def of(cls, rows: Sequence[Pair]) -> "SectorTable":
        """The table of some pairs of an organisation's id and a sector."""
        return cls(keys_of(a for a, _ in rows), Texts.of(b for _, b in rows))


def evidence_table(rows: Sequence[EvidenceRow]) -> Evidence:
    """The table of some evidence."""
    return Evidence(
        Texts.of(e.id for e in rows),
        _days(e.issued_on for e in rows),
        _days(e.expires_on for e in rows),
        Texts.of(e.certificate or "" for e in rows),
        np.fromiter((e.is_work for e in rows), dtype=np.bool_),
    )


def tables(make: Callable[[Sequence[Row]], Table], rows: Iterable[Row]) -> Iterator[Table]:
    """Rows as tables of some thousands each, so that never all of them are objects."""
    return map(make, batches(rows))


def as_points(given: Iterable[tuple[float, float] | None]) -> tuple[Floats, Floats]:
    """Latitudes and longitudes, NaN where a point is not known."""
    pairs = np.array([point or (np.nan, np.nan) for point in given], dtype=np.float64)
    latitudes, longitudes = pairs.reshape(-1, 2).T
    return np.ascontiguousarray(latitudes), np.ascontiguousarray(longitudes)


def _capacities(rows: Sequence[CapabilityRow]) -> Capacities:
    found = [row.capacity or NO_CAPACITY for row in rows]
    return Capacities(
        _fractions(c.amount for c in found),
        Texts.of(c.unit or "" for c in found),
        Texts.of(c.period or "" for c in found),
        _fractions(c.free for c in found),
        _days(c.free_from for c in found),
    )


def _fractions(values: Iterable[float | None]) -> Floats:
    return np.fromiter((np.nan if v is None else v for v in values), dtype=np.float64)


def _whole(values: Iterable[int | None]) -> Indices:
    return np.fromiter((UNKNOWN if v is None else v for v in values), dtype=np.int32)


def _days(values: Iterable[date | None]) -> Indices:
    return _whole(None if day is None else day.toordinal() for day in values)
