"""How long communities take, and how good they are, beside the Louvain method of networkx.

    python -m bench.communities [--relationships N] [--organisations N] [--starts N]

A network of organisations is made from a fixed seed, as member data is: 300 regions of uneven size,
few organisations with many relationships and most with few (a Pareto law), 40 % of the
relationships within the region, 20 % to regions next to it, the rest anywhere; weights from 1 to 5.
Both get the same weighted pairs and one start. The product's time holds everything from its arrays
to its communities; that of networkx begins with a graph that is built already. Both use one core,
and times are those of the processor, so that what else the machine does is left out. Modularity is
computed by one function for both, which a test compares with that of networkx.
"""

import argparse
import time

import networkx as nx
import numpy as np

from kg.query.clusters.communities import find_communities, modularity
from kg.query.clusters.graph import Edges, Floats, Rows

SEED = 7
REGIONS = 300
# The share of the n-th largest region falls with n to this power.
UNEVEN = 0.8
WITHIN, NEXT = 0.4, 0.2
FARTHEST_NEXT = 3
# Of the Pareto law of how many relationships an organisation has, and the most.
TAIL, MOST = 2.5, 1_000.0
WEIGHTS = 5
GOAL = 25


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--relationships", type=int, default=1_000_000)
    parser.add_argument("--organisations", type=int, default=300_000)
    parser.add_argument("--starts", type=int, default=1, help="of Leiden, the best of which counts")
    asked = parser.parse_args()
    edges, weights = network(asked.organisations, asked.relationships)
    print(f"{asked.organisations:,} organisations, {len(edges):,} pairs that are related")

    began = time.process_time()
    ours = find_communities(edges, weights, trials=asked.starts)
    our_seconds = time.process_time() - began
    tell("Leiden (graspologic-native)", our_seconds, ours, modularity(edges, weights, ours))

    graph = nx.Graph()
    columns = (edges.first.tolist(), edges.second.tolist(), weights.tolist())
    graph.add_weighted_edges_from(zip(*columns, strict=True))
    began = time.process_time()
    found = nx.community.louvain_communities(graph, seed=SEED)
    seconds = time.process_time() - began
    theirs = [np.array(sorted(each), dtype=np.int64) for each in found]
    tell("Louvain (networkx)", seconds, theirs, modularity(edges, weights, theirs))
    print(f"ratio of times: {seconds / our_seconds:.1f} (goal: {GOAL})")


def network(organisations: int, relationships: int) -> tuple[Edges, Floats]:
    """Different pairs with weights; the organisations of a region stand together."""
    draw = np.random.default_rng(SEED)
    share = 1 / np.arange(1, REGIONS + 1) ** UNEVEN
    region = np.sort(draw.choice(REGIONS, organisations, p=share / share.sum()))
    busy = np.cumsum(np.minimum((1 - draw.random(organisations)) ** (-1 / TAIL), MOST))
    # Some pairs come twice; half as many more are drawn, and what is too much is left out.
    number = relationships * 3 // 2
    starts = np.searchsorted(busy, draw.random(number) * busy[-1])
    near = (region[starts] + draw.integers(-FARTHEST_NEXT, FARTHEST_NEXT + 1, number)) % REGIONS
    kind = draw.random(number)
    meant = np.where(kind < WITHIN, region[starts], near)
    begins, ends = (np.searchsorted(region, meant, side=side) for side in ("left", "right"))
    # A region without anybody, in a small network, is taken for everywhere.
    is_anywhere = (kind >= WITHIN + NEXT) | (begins == ends)
    low = np.where(is_anywhere | (begins == 0), 0.0, busy[np.maximum(begins - 1, 0)])
    high = np.where(is_anywhere, busy[-1], busy[np.maximum(ends - 1, 0)])
    others = np.searchsorted(busy, low + draw.random(number) * (high - low))
    edges = Edges.of(starts, np.minimum(others, organisations - 1))
    kept = np.sort(draw.permutation(len(edges))[:relationships])
    edges = Edges(edges.first[kept], edges.second[kept])
    return edges, draw.integers(1, WEIGHTS + 1, len(edges)).astype(np.float64)


def tell(name: str, seconds: float, communities: list[Rows], quality: float) -> None:
    print(f"{name}: {seconds:.1f} s, {len(communities):,} communities, modularity {quality:.4f}")


if __name__ == "__main__":
    main()
