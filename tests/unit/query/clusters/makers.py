"""Tiny makers of cluster graphs and scenes."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from kg.graph.groupings import GroupingRow
from kg.graph.value_chains import StageRow
from kg.query.clusters.graph import NO_EDGES, ClusterGraph, Edges, Rows, Trades
from kg.query.clusters.scene import Group, Scene

Pairs = Sequence[tuple[int, int]]
SHEFFIELD, BRNO = (53.38, -1.47), (49.2, 16.6)


def edges(*pairs: tuple[int, int]) -> Edges:
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Edges.of(columns[:, 0], columns[:, 1])


def rows(*numbers: int) -> Rows:
    return np.array(numbers, dtype=np.int64)


def graph(
    number: int = 6,
    *,
    points: Mapping[int, tuple[float, float] | None] | None = None,
    trades: Sequence[int | None] | None = None,
    traded: Pairs = (),
    horizontal: Pairs = (),
    typed: Mapping[str, Pairs] | None = None,
    stances: Mapping[str, Pairs] | None = None,
    supporting: Sequence[int] = (),
) -> ClusterGraph:
    """Organisations of one place and of unknown trade, if nothing else is said."""
    places = [(points or {}).get(n, SHEFFIELD) or (np.nan, np.nan) for n in range(number)]
    table = np.zeros((number, 5))
    for row, trade in enumerate(trades or ()):
        if trade is not None:
            table[row, trade] = 1.0
    return ClusterGraph(
        ids=[f"o{n}" for n in range(number)],
        are_core=np.array([n not in supporting for n in range(number)], dtype=np.bool_),
        latitudes=np.array([place[0] for place in places]),
        longitudes=np.array([place[1] for place in places]),
        trades=Trades((table,)),
        vertical=edges(*traded) if traded else NO_EDGES,
        traded=edges(*traded) if traded else NO_EDGES,
        horizontal=edges(*horizontal) if horizontal else NO_EDGES,
        typed={name: edges(*pairs) for name, pairs in (typed or {}).items()},
        stances={name: edges(*pairs) for name, pairs in (stances or {}).items()},
    )


def group(id_: str, *members: int, core: Sequence[int] | None = None, **stated: Any) -> Group:
    return Group(
        id_,
        id_.title(),
        is_cluster=True,
        rows=rows(*members),
        core=rows(*(members if core is None else core)),
        roles=("member",) * len(members),
        associates=0,
        former=0,
        stated=GroupingRow(id_, **stated),
    )


def scene(
    given: ClusterGraph, *groups: Group, stages: Sequence[StageRow] = (), threshold: float = 0.4
) -> Scene:
    number = len(given.ids)
    return Scene(
        given,
        [f"Firm {n}" for n in range(number)],
        ["Firm"] * number,
        ["UKE3"] * number,
        {g.id: g for g in groups},
        {stage.chain: stage.chain.title() for stage in stages},
        stages,
        threshold,
        7,
    )
