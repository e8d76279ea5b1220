"""Measures of a graph: betweenness, constraint, core and periphery, cohesion."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from kg.projection.columns import Indices, Lists
from kg.projection.network.reader import Flags
from kg.query.roles.graph import Floats, Graph
from kg.query.roles.sampled import sampled_betweenness

if TYPE_CHECKING:
    import rustworkx as rx

# Above so many nodes times links, exact betweenness takes minutes, so it is estimated.
MOST_EXACT = 100_000_000
PIVOTS = 512


@dataclass(frozen=True, slots=True)
class Betweenness:
    """The share of shortest paths through each node; `pivots` is None where it is exact."""

    values: Floats
    pivots: int | None


@dataclass(frozen=True, slots=True)
class Cohesion:
    """How a graph hangs together.

    `density` is the share of possible pairs that are linked, `transitivity` that of two neighbours
    that are linked too; None where there is no pair. `largest` counts the nodes of the largest
    component; `isolated` those without any link.
    """

    nodes: int
    pairs: int
    density: float | None
    components: int
    largest: int
    isolated: int
    transitivity: float | None


def betweenness(graph: Graph, *, is_exact: bool = False) -> Betweenness:
    """Normalised betweenness by steps, links counted once (Freeman 1977; Brandes 2001).

    Where it would take minutes it is estimated from pivots, unless `is_exact` is asked for.
    """
    if not is_exact and len(graph) * len(graph.first) > MOST_EXACT:
        return Betweenness(sampled_betweenness(graph, PIVOTS), PIVOTS)
    import rustworkx as rx

    built = _built(graph)
    found = rx.betweenness_centrality(built, normalized=True)
    return Betweenness(np.array([found[n] for n in range(len(graph))], dtype=np.float64), None)


def constraint(graph: Graph) -> Floats:
    """Burt's constraint: how much each node's contacts are bound to one another.

    Low where a node joins others that are not linked otherwise; NaN without any link (Burt,
    Structural Holes, 1992, eq. 2.4). Shares are of the links of a node, by their number.
    """
    neighbours, weights = graph.neighbours()
    sums = np.bincount(neighbours.owners, weights=weights, minlength=len(graph))
    shares = weights / np.maximum(sums[neighbours.owners], 1e-300)
    found = np.full(len(graph), np.nan)
    for node in range(len(graph)):
        begin, end = int(neighbours.offsets[node]), int(neighbours.offsets[node + 1])
        if begin == end:
            continue
        own, direct = neighbours.values[begin:end], shares[begin:end]
        found[node] = ((direct + _indirect(neighbours, shares, own, direct, len(graph))) ** 2).sum()
    return found


def _indirect(
    neighbours: Lists, shares: Floats, own: Indices, direct: Floats, nodes: int
) -> Floats:
    """The shares that reach each neighbour through another one."""
    begins, counts = neighbours.offsets[own], np.diff(neighbours.offsets)[own]
    places = np.repeat(np.arange(len(own)), counts)
    rows = np.arange(len(places)) + (begins - (np.cumsum(counts) - counts))[places]
    through = np.bincount(
        neighbours.values[rows], weights=direct[places] * shares[rows], minlength=nodes
    ).astype(np.float64)
    return through[own]


def is_core(graph: Graph) -> Flags:
    """Which nodes are the core: linked with one another, while those outside are not.

    The split with fewest exceptions (missing links within the core, links within the periphery)
    is one by degree (Lip, A Fast Algorithm for the Discrete Core/Periphery Bipartitioning
    Problem, 2011); equal degrees go by row.
    """
    degrees = graph.degrees()
    order = np.argsort(-degrees, kind="stable")
    size = np.arange(1, len(graph) + 1)
    # Relative to all links in the periphery: taking a node in removes its links from there and
    # adds its missing ones to the core.
    exceptions = np.cumsum(size - 1 - degrees[order])
    core = np.zeros(len(graph), dtype=np.bool_)
    if len(graph) and len(graph.first):
        core[order[: int(np.argmin(exceptions)) + 1]] = True
    return core


def cohesion(graph: Graph) -> Cohesion:
    """How the graph hangs together."""
    import rustworkx as rx

    built = _built(graph)
    parts = sorted((len(part) for part in rx.connected_components(built)), reverse=True)
    degrees, nodes = graph.degrees(), len(graph)
    possible = nodes * (nodes - 1) / 2
    has_wedge = bool((degrees > 1).any())
    return Cohesion(
        nodes,
        len(graph.first),
        len(graph.first) / possible if possible else None,
        len(parts),
        parts[0] if parts else 0,
        int((degrees == 0).sum()),
        float(rx.transitivity(built)) if has_wedge else None,
    )


def _built(graph: Graph) -> "rx.PyGraph[int, None]":
    import rustworkx as rx

    built = rx.PyGraph(multigraph=False)
    built.add_nodes_from(range(len(graph)))
    built.add_edges_from_no_data(
        list(zip(graph.first.tolist(), graph.second.tolist(), strict=True))
    )
    return built
