"""Who has which role in the network of regions or organisations, and what a change would do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from kg.errors import NotFoundError, UsageError
from kg.projection.network.reader import Flags, NetworkReader
from kg.query.links.answer import understood
from kg.query.links.codes import named_region
from kg.query.links.question import LinkQuestion
from kg.query.roles.graph import Floats, Graph, organisation_graph, region_graph
from kg.query.roles.measures import (
    Betweenness,
    Cohesion,
    betweenness,
    cohesion,
    constraint,
    is_core,
)

Nodes = Literal["regions", "organisations", "firms"]
NODES: tuple[Nodes, ...] = ("regions", "organisations", "firms")
# Digits that two computations of betweenness share; those behind differ by the order of sums.
DIGITS = 9
# Nodes times pairs that take seconds rather than an instant.
LONG = 10_000_000
# A change of betweenness below this is none.
LEAST_CHANGE = 1e-6


@dataclass(frozen=True, slots=True)
class RoleQuestion:
    """Whose roles are asked for, by which links, and what is changed.

    `least` links make a pair; `without` are ids of organisations that leave, `added` pairs of
    ids or codes that are linked once more. `is_exact` has betweenness computed, not estimated.
    """

    links: LinkQuestion
    nodes: Nodes = "regions"
    least: int = 1
    without: tuple[str, ...] = ()
    added: tuple[tuple[str, str], ...] = ()
    is_exact: bool = False

    @property
    def is_changed(self) -> bool:
        """Is anything to be changed?"""
        return bool(self.without or self.added)


@dataclass(frozen=True, slots=True)
class Role:
    """A node by id and name, and its measures; constraint is None without any link."""

    id: str
    name: str
    partners: int
    betweenness: float
    constraint: float | None
    is_core: bool


@dataclass(frozen=True, slots=True)
class Change:
    """The betweenness of a node before and after; None where it is not in the graph."""

    id: str
    name: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does: how the graph hangs together then, and whose betweenness changes most.

    `cut_off` are nodes that had a link and have none any more, or are gone.
    """

    cohesion: Cohesion
    changes: tuple[Change, ...]
    cut_off: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RolesAnswer:
    """The roles, by betweenness, ties by id; `pivots` tells from how many nodes it is estimated."""

    question: RoleQuestion
    roles: tuple[Role, ...]
    cohesion: Cohesion
    pivots: int | None
    effect: Effect | None
    revision: int


class RoleFinder:
    """Finds roles in the network of one graph."""

    def __init__(self, network: Callable[[], NetworkReader], say: Callable[[str], None]) -> None:
        """`say` takes lines of talk: what takes time."""
        self._network = network
        self._say = say

    def find(self, question: RoleQuestion) -> RolesAnswer:
        """The roles and, where something is changed, its effect.

        Raises UsageError for a type that links nobody, NotFoundError for an organisation or a
        region that is not there.
        """
        reader = self._network()
        asked = replace(question, links=understood(reader, question.links))
        names = _names(reader, asked)
        everybody = _among(reader, asked)
        graph = _graph(reader, asked, everybody)
        self._say_size(graph, asked)
        between = betweenness(graph, is_exact=asked.is_exact)
        effect = None
        if asked.is_changed:
            changed = _changed(reader, asked, everybody)
            after = betweenness(changed, is_exact=asked.is_exact)
            effect = _effect((graph, between), (changed, after), names)
        return RolesAnswer(
            asked,
            tuple(_roles(graph, between.values, names)),
            cohesion(graph),
            between.pivots,
            effect,
            reader.network.revision,
        )

    def _say_size(self, graph: Graph, asked: RoleQuestion) -> None:
        pairs = len(graph.first)
        if len(graph) * pairs > LONG:
            self._say(f"{len(graph):,} {asked.nodes}, {pairs:,} linked pairs: takes some seconds")


def _among(reader: NetworkReader, asked: RoleQuestion) -> Flags:
    if asked.nodes == "firms" or asked.links.firms_only:
        return reader.are_firms()
    return np.ones(len(reader.network.members), dtype=np.bool_)


def _graph(reader: NetworkReader, asked: RoleQuestion, among: Flags) -> Graph:
    make = region_graph if asked.nodes == "regions" else organisation_graph
    return make(reader, asked.links, among, asked.least)


def _changed(reader: NetworkReader, asked: RoleQuestion, among: Flags) -> Graph:
    left = among.copy()
    for id_ in asked.without:
        row = reader.network.members.ids.find(id_)
        if row is None:
            raise NotFoundError(f'no organisation {id_!r}; try: kg firm find "…"')
        if not among[row]:
            raise UsageError(
                f"{id_} is no firm, so it is not in this network; try: --of organisations"
            )
        left[row] = False
    graph = _graph(reader, asked, left)
    places = {id_: row for row, id_ in enumerate(graph.ids)}
    for pair in asked.added:
        one, other = (_place(reader, asked, id_, places) for id_ in pair)
        if one == other:
            raise UsageError(f"{pair[0]} cannot be linked to itself; name two")
        graph = graph.with_link(one, other)
    return graph


def _place(reader: NetworkReader, asked: RoleQuestion, id_: str, places: dict[str, int]) -> int:
    if asked.nodes == "regions":
        id_ = named_region(reader, id_, asked.links.level) or id_
    if id_ not in places:
        raise NotFoundError(
            f"{id_!r} is not among the {len(places):,} {asked.nodes} of this network; next step: "
            "kg regions roles --json lists them"
        )
    return places[id_]


def _names(reader: NetworkReader, asked: RoleQuestion) -> dict[str, str]:
    if asked.nodes == "regions":
        return reader.network.regions.names_by_code()
    members = reader.network.members
    return dict(zip(members.ids, members.names, strict=True))


def _roles(graph: Graph, between: Floats, names: dict[str, str]) -> list[Role]:
    bound, core, degrees = constraint(graph), is_core(graph), graph.degrees()
    found = [
        Role(
            id_,
            names.get(id_, ""),
            int(degrees[row]),
            round(float(between[row]), DIGITS),
            None if np.isnan(bound[row]) else float(bound[row]),
            bool(core[row]),
        )
        for row, id_ in enumerate(graph.ids)
    ]
    return sorted(found, key=lambda role: (-role.betweenness, role.id))


def _effect(
    before: tuple[Graph, Betweenness], after: tuple[Graph, Betweenness], names: dict[str, str]
) -> Effect:
    old, new = (_by_id(graph, found.values) for graph, found in (before, after))
    ids = sorted(old.keys() | new.keys())
    changes = [Change(id_, names.get(id_, ""), old.get(id_), new.get(id_)) for id_ in ids]
    changes = [each for each in changes if abs(_difference(each)) > LEAST_CHANGE]
    linked = [_linked(graph) for graph, _ in (before, after)]
    return Effect(
        cohesion(after[0]),
        tuple(sorted(changes, key=lambda each: (-abs(_difference(each)), each.id))),
        tuple(sorted(linked[0] - linked[1])),
    )


def _difference(change: Change) -> float:
    return (change.after or 0.0) - (change.before or 0.0)


def _by_id(graph: Graph, values: Floats) -> dict[str, float]:
    found = (round(float(value), DIGITS) for value in values)
    return dict(zip(graph.ids, found, strict=True))


def _linked(graph: Graph) -> set[str]:
    rows: Sequence[int] = np.flatnonzero(graph.degrees()).tolist()
    return {graph.ids[row] for row in rows}
