"""Puts the scene together: network columns, read model, declared groups, value chains."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

import numpy as np

from kg.graph.groupings import GroupingRow
from kg.graph.value_chains import ChainName, StageRow
from kg.ontology.schema import Schema
from kg.projection.network.reader import NetworkReader, Period
from kg.projection.projection import Projection
from kg.query.clusters.graph import NO_EDGES, ClusterGraph, Edges, Floats, Rows, Trades
from kg.query.clusters.scene import ASSOCIATE, SUPPORT, Group, Scene
from kg.query.clusters.trade import competency_vectors, nace_vectors

SUPPORTING = ("PublicBody", "Association")
CLUSTER = "Cluster"
RULE = "networksOnTwoDrivers"
MEMBERSHIP, PROJECTS = "MEMBER_OF", "PARTNERED_IN"
# Regions of level 2 and below are small enough for their point to stand for a firm's.
SMALL_REGION = 4


class GroupingSource(Protocol):
    """Where declared groups come from: the graph, or a test."""

    def all(self) -> list[GroupingRow]:
        """All groups, by id."""

    def sector_groups(self) -> dict[str, str]:
        """The sector group of each competency that has one."""


class StageSource(Protocol):
    """Where value chains come from."""

    def all(self) -> list[ChainName]:
        """All value chains, by id."""

    def stages(self, chains: Sequence[str], today: dt.date) -> list[StageRow]:
        """The stages of value chains, with who performs them on a day."""


class SceneReader:
    """Reads what clusters are told by."""

    def __init__(self, groupings: GroupingSource, chains: StageSource, schema: Schema) -> None:
        self._groupings, self._chains, self._schema = groupings, chains, schema

    def read(self, network: NetworkReader, projection: Projection, today: dt.date) -> Scene:
        """The scene of a day; what has ended or not begun by then is left out."""
        members = network.network.members
        chains = self._chains.all()
        stages = self._chains.stages([chain.id for chain in chains], today)
        rows = {id_: row for row, id_ in enumerate(members.ids)}
        threshold = self._schema.rules[RULE].threshold
        assert threshold is not None  # noqa: S101  # the ontology's own check holds it
        graph = self._graph(network, projection, today, _neighbours(stages, rows))
        return Scene(
            graph=graph,
            names=list(members.names),
            kinds=list(members.kinds),
            regions=list(members.regions),
            groups={g.id: g for g in _groups(network, graph, self._groupings.all(), today)},
            chains={chain.id: chain.name for chain in chains},
            stages=stages,
            threshold=threshold,
            revision=network.network.revision,
        )

    def _graph(
        self, network: NetworkReader, projection: Projection, today: dt.date, chained: Edges
    ) -> ClusterGraph:
        members, ties = network.network.members, network.network.ties
        day = Period(today.toordinal(), today.toordinal())
        typed = {name: _typed(network, name, day) for name in ties.types}
        kinds = dict(zip(ties.types, zip(ties.kinds, ties.stances, strict=True), strict=True))
        # A project may be over: that two worked together in it still says that they know another.
        partners = network.partners(PROJECTS)
        typed[PROJECTS] = Edges.of(partners.first, partners.second)
        traded = _union(typed[name] for name in kinds if self._schema.relations[name].is_traded)
        horizontal = _union(
            typed[name]
            for name in (*kinds, PROJECTS)
            if kinds.get(name, ("horizontal", ""))[0] == "horizontal"
            and kinds.get(name, ("", ""))[1] in ("", "cooperative")
        )
        places = _places(members.ids, projection)
        latitudes, longitudes = _points(projection)
        return ClusterGraph(
            ids=list(members.ids),
            are_core=np.array([kind not in SUPPORTING for kind in members.kinds], dtype=np.bool_),
            latitudes=_taken(latitudes, places, np.nan),
            longitudes=_taken(longitudes, places, np.nan),
            trades=self._trades(network, projection, places),
            vertical=traded.joined(chained),
            traded=traded,
            horizontal=horizontal,
            typed=typed,
            stances={
                stance: _union(typed[n] for n, (_, own) in kinds.items() if own == stance)
                for stance in sorted({own for _, own in kinds.values()} - {""})
            },
        )

    def _trades(self, network: NetworkReader, projection: Projection, places: Rows) -> Trades:
        stated = competency_vectors(projection, self._groupings.sector_groups())
        return Trades(
            (_taken(stated, places, 0.0), nace_vectors(list(network.network.members.sectors)))
        )


def _groups(
    network: NetworkReader, graph: ClusterGraph, stated: Iterable[GroupingRow], today: dt.date
) -> Iterator[Group]:
    groups = network.groups(MEMBERSHIP)
    details = {row.id: row for row in stated}
    number = today.toordinal()
    holds = Period(number, number).holds(groups.joined, groups.left)
    roles = np.array(list(groups.roles), dtype=object)
    for place, id_ in enumerate(groups.ids):
        own = slice(int(groups.members.offsets[place]), int(groups.members.offsets[place + 1]))
        held, role = holds[own], roles[own]
        kept = held & (role != ASSOCIATE)
        rows = groups.members.values[own].astype(np.int64)
        yield Group(
            id_,
            groups.names[place],
            groups.kinds[place] == CLUSTER,
            rows[kept],
            graph.core(rows[kept & (role != SUPPORT)]),
            tuple(role[kept].tolist()),
            int((held & ~kept).sum()),
            int((~held).sum()),
            details.get(id_, GroupingRow(id_)),
        )


def _typed(network: NetworkReader, name: str, day: Period) -> Edges:
    ties = network.ties([name], day)
    return Edges.of(ties.starts, ties.ends)


def _union(edges: Iterable[Edges]) -> Edges:
    found = NO_EDGES
    for each in edges:
        found = found.joined(each)
    return found


def _neighbours(stages: Sequence[StageRow], rows: dict[str, int]) -> Edges:
    """Pairs of which one performs a stage right after one that the other performs."""
    performers = {stage.id: [rows[p] for p in stage.performers if p in rows] for stage in stages}
    pairs = [
        (one, other)
        for stage in stages
        for before in stage.after
        for one in performers.get(before, ())
        for other in performers[stage.id]
    ]
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Edges.of(columns[:, 0], columns[:, 1])


def _places(ids: Collection[str], projection: Projection) -> Rows:
    """The row of each organisation in the read model; -1 where it is not there."""
    known = {id_: row for row, id_ in enumerate(projection.organisations.ids)}
    return np.fromiter((known.get(id_, -1) for id_ in ids), np.int64, len(ids))


def _taken(values: Floats, places: Rows, missing: float) -> Floats:
    if not len(values):
        return np.full((len(places), *values.shape[1:]), missing)
    found = np.array(values[places], dtype=np.float64)
    found[places < 0] = missing
    return found


def _points(projection: Projection) -> tuple[Floats, Floats]:
    """The points of organisations: their own, that of their town, or that of a small region."""
    columns, regions = projection.organisations, projection.regions
    latitudes = np.where(np.isnan(columns.latitudes), columns.town_latitudes, columns.latitudes)
    longitudes = np.where(np.isnan(columns.longitudes), columns.town_longitudes, columns.longitudes)
    known = {code: row for row, code in enumerate(regions.ids)}
    for row in np.flatnonzero(np.isnan(latitudes)).tolist():
        code = columns.regions[row]
        place = known.get(code) if len(code) >= SMALL_REGION else None
        if place is not None:
            latitudes[row], longitudes[row] = regions.latitudes[place], regions.longitudes[place]
    return latitudes, longitudes
