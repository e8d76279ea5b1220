"""Builds the network columns from streamed rows."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Protocol

import numpy as np

from kg.graph.catalogue import RegionRow
from kg.graph.network import GroupRow, MembershipRow, TieRow
from kg.model import Organisation
from kg.projection.columns import Categories, Indices, Lists, Texts
from kg.projection.network.columns import (
    GROUPS,
    Floats,
    Groups,
    Members,
    Network,
    NetworkRegions,
    Ties,
)
from kg.projection.network.places import region_of_today
from kg.projection.network.types import TieType
from kg.projection.projection import PART, UNKNOWN
from kg.projection.tables import as_points

# A reason for doubt begins with what is doubted.
SEAT = "LOCATED_IN"


class Nodes(Protocol):
    """Where organisations and regions are read from."""

    def organisations(self) -> Iterator[Organisation]: ...
    def organisation_sectors(self) -> Iterator[tuple[str, str]]: ...
    def regions(self) -> Iterator[RegionRow]: ...
    def former_regions(self) -> Mapping[str, str]: ...


class Relationships(Protocol):
    """Where relationships are read from, by type and class."""

    def ties(self, type_: str) -> Iterator[TieRow]: ...
    def groups(self, label: str) -> Iterator[GroupRow]: ...
    def memberships(self, type_: str, label: str) -> Iterator[MembershipRow]: ...


@dataclass(frozen=True, slots=True)
class NetworkBuilder:
    """What a build needs: the graph, and the types of relationships between organisations."""

    nodes: Nodes
    relationships: Relationships
    types: Callable[[], Sequence[TieType]]

    def build(self, revision: int) -> Network:
        """The network of the graph as it is now, stamped with `revision`.

        A relationship that leads from an organisation to itself is kept; who counts leaves it out.
        """
        regions = _regions(self.nodes)
        organisations = sorted(self.nodes.organisations(), key=lambda o: o.id)
        numbers = {o.id: row for row, o in enumerate(organisations)}
        groups = {
            kind.column: _groups(
                self.relationships.groups(kind.label),
                self.relationships.memberships(type_, kind.label),
                numbers,
            )
            for type_, kind in GROUPS.items()
        }
        return Network(
            revision=revision,
            members=_members(organisations, self.nodes.organisation_sectors(), regions),
            ties=_ties(self.types(), self.relationships, numbers),
            regions=regions,
            **groups,
        )


def _members(
    rows: Sequence[Organisation], sectors: Iterable[tuple[str, str]], regions: NetworkRegions
) -> Members:
    known, former = set(regions.ids), dict(zip(regions.former, regions.successors, strict=True))
    today = cache(lambda code: region_of_today(code, known, former) if code else "")
    by_id: dict[str, list[str]] = {}
    for organisation, sector in sorted(sectors):
        by_id.setdefault(organisation, []).append(sector)
    return Members(
        Texts.of(o.id for o in rows),
        Texts.of(o.name for o in rows),
        Categories.of(o.kind for o in rows),
        Categories.of(o.profile.size_class or "" for o in rows),
        Categories.of(o.country or "" for o in rows),
        Categories.of(today(o.region or "") for o in rows),
        Categories.of(o.region or "" for o in rows),
        np.fromiter((_is_region_doubted(o) for o in rows), dtype=np.bool_),
        *as_points(o.profile.point for o in rows),
        Categories.of(PART.join(by_id.get(o.id, ())) for o in rows),
    )


def _is_region_doubted(organisation: Organisation) -> bool:
    return any(doubt.startswith(f"{SEAT} ") for doubt in organisation.doubts)


def _regions(nodes: Nodes) -> NetworkRegions:
    rows = sorted(nodes.regions(), key=lambda r: r.id)
    former = sorted(nodes.former_regions().items())
    return NetworkRegions(
        Texts.of(r.id for r in rows),
        Texts.of(r.name for r in rows),
        *as_points(r.point for r in rows),
        Texts.of(code for code, _ in former),
        Texts.of(code for _, code in former),
    )


def _ties(types: Sequence[TieType], source: Relationships, numbers: Mapping[str, int]) -> Ties:
    parts = [_TieColumns.of((), {})]
    parts += [_TieColumns.of(source.ties(each.name), numbers) for each in types]
    counts = [len(part.starts) for part in parts]
    return Ties(
        Texts.of(each.name for each in types),
        Texts.of(each.kind for each in types),
        Texts.of(each.stance for each in types),
        np.fromiter((each.is_mutual for each in types), dtype=np.bool_),
        np.cumsum(counts).astype(np.int64),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
        np.concatenate([part.since for part in parts]),
        np.concatenate([part.until for part in parts]),
        np.concatenate([part.amounts for part in parts]),
        Categories.of(chain.from_iterable(part.currencies for part in parts)),
        Categories.of(chain.from_iterable(part.competencies for part in parts)),
    )


@dataclass(frozen=True, slots=True)
class _TieColumns:
    starts: Indices
    ends: Indices
    since: Indices
    until: Indices
    amounts: Floats
    currencies: Sequence[str]
    competencies: Sequence[str]

    @classmethod
    def of(cls, rows: Iterable[TieRow], numbers: Mapping[str, int]) -> "_TieColumns":
        found = [
            (numbers[row.start], numbers[row.end], row)
            for row in rows
            if row.start in numbers and row.end in numbers
        ]
        found.sort(key=lambda each: each[:2])
        kept = [row for _, _, row in found]
        return cls(
            _indices(start for start, _, _ in found),
            _indices(end for _, end, _ in found),
            _days(row.since for row in kept),
            _days(row.until for row in kept),
            _amounts(row.amount for row in kept),
            [row.currency or "" for row in kept],
            [PART.join(row.competencies) for row in kept],
        )


def _groups(
    groups: Iterable[GroupRow], members: Iterable[MembershipRow], numbers: Mapping[str, int]
) -> Groups:
    rows = sorted(groups, key=lambda g: g.id)
    places = {g.id: row for row, g in enumerate(rows)}
    found: dict[tuple[int, int], MembershipRow] = {}
    for each in members:
        if each.group in places and each.organisation in numbers:
            # Who plays several roles is there once; the same of them for the same graph.
            key = places[each.group], numbers[each.organisation]
            found[key] = min(found.get(key, each), each, key=lambda row: row.role or "")
    ordered = sorted(found)
    kept = [found[key] for key in ordered]
    return Groups(
        Texts.of(g.id for g in rows),
        Texts.of(g.name for g in rows),
        Categories.of(g.kind for g in rows),
        _days(g.since for g in rows),
        _days(g.until for g in rows),
        Lists.of(ordered, len(rows)),
        _days(m.since for m in kept),
        _days(m.until for m in kept),
        Categories.of(m.role or "" for m in kept),
        _amounts(m.amount for m in kept),
    )


def _indices(values: Iterable[int]) -> Indices:
    return np.fromiter(values, dtype=np.int32)


def _days(values: Iterable[dt.date | None]) -> Indices:
    return _indices(UNKNOWN if day is None else day.toordinal() for day in values)


def _amounts(values: Iterable[float | None]) -> Floats:
    return np.fromiter((np.nan if v is None else v for v in values), dtype=np.float64)
