"""How strongly a group networks, driver by driver."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import numpy as np

from kg.query.clusters.graph import ClusterGraph, Edges, Rows
from kg.query.clusters.nearness import kilometres
from kg.query.clusters.settings import ClusterSettings

# Of larger groups so many members, drawn from a fixed seed, tell the median distance.
MOST_PLACED = 400
SEED = 7


class Driver(StrEnum):
    """The drivers of networking, as the code list of the ontology has them."""

    GEOGRAPHY = "geography"
    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    SECTOR = "sector"


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong a driver is, in 0..1, and why; None where nothing is known to tell it by."""

    value: float | None
    reason: str


def measure(
    graph: ClusterGraph, rows: Rows, settings: ClusterSettings, core: Rows | None = None
) -> dict[Driver, Strength]:
    """The strength of each driver for a group.

    Geography, sector, and who is linked at all are told by its core: those who make it, not those
    who support it. Links lead to all members.
    """
    core = graph.core(rows) if core is None else core
    return {
        Driver.GEOGRAPHY: _geography(graph, core, settings),
        Driver.HORIZONTAL: _linked(graph, rows, core, graph.horizontal),
        Driver.VERTICAL: _linked(graph, rows, core, graph.vertical),
        Driver.SECTOR: _sector(graph, core),
    }


def counting(strengths: Mapping[Driver, Strength], threshold: float) -> tuple[Driver, ...]:
    """The drivers that are strong enough to count, strongest first."""
    values = {driver: s.value for driver, s in strengths.items() if s.value is not None}
    found = [driver for driver, value in values.items() if value >= threshold]
    return tuple(sorted(found, key=lambda d: (-values[d], d)))


def unplaced(graph: ClusterGraph, core: Rows) -> int:
    """How many have no known place."""
    return int(np.isnan(graph.latitudes[core]).sum())


def _geography(graph: ClusterGraph, core: Rows, settings: ClusterSettings) -> Strength:
    placed = core[~np.isnan(graph.latitudes[core])]
    if len(placed) < 2:  # noqa: PLR2004  # of one there is no distance
        return Strength(None, f"the place of {len(core) - len(placed)} of {len(core)} is unknown")
    if len(placed) > MOST_PLACED:
        placed = np.random.default_rng(SEED).choice(placed, MOST_PLACED, replace=False)
    pairs = placed[np.array([*combinations(range(len(placed)), 2)])]
    kms = kilometres(graph, Edges(pairs[:, 0], pairs[:, 1]))
    median = float(np.median(kms))
    return Strength(
        float(np.exp(-median / settings.reach_km)), f"half of all pairs are within {median:,.0f} km"
    )


def _sector(graph: ClusterGraph, core: Rows) -> Strength:
    likeness = graph.trades.within(core)
    if likeness is None:
        return Strength(None, "neither sectors nor competencies of two members are known")
    return Strength(likeness, f"two members are alike in trade by {likeness:.2f} on average")


def _linked(graph: ClusterGraph, rows: Rows, core: Rows, edges: Edges) -> Strength:
    """The share of the core that is linked inside, times the share of links that stay inside."""
    members = graph.flags(rows)
    inside, leaving = edges.inside(members), edges.leaving(members)
    linked = graph.flags(np.concatenate([inside.first, inside.second]))
    involved = int(linked[core].sum())
    whole = len(inside) + leaving
    if not whole or not len(core):
        return Strength(0.0, "no such links")
    return Strength(
        involved / len(core) * len(inside) / whole,
        f"{involved} of {len(core)} are linked inside; {len(inside)} of {whole} links stay inside",
    )
