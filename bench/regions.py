"""How long links between regions and roles take, beside Cypher on Neo4j and networkx.

    python -m bench.regions [--relationships N] [--organisations N] [--communities] [--json]

A synthetic network of 300 regions is written into a Neo4j that this starts, with full
compilation and a heap of 2 GB. The link matrix (how many relationships of each type, and how many
shared projects, each two regions have) is asked for in Cypher, and computed by the product from the
network columns that it read from the same graph; the numbers must be equal. Both are warm, the best
of three. Betweenness is that of a part of the network, by the product and by networkx. With
--communities those of bench.communities are found too, by as many relationships; networkx takes
minutes for a million.
"""

import argparse
import json
import logging
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import networkx as nx
import numpy as np

from bench import communities
from bench.region_network import SHARES, synthetic, write
from kg.graph.catalogue import Catalogue
from kg.graph.connection import Connection
from kg.graph.network import NetworkRows
from kg.graph.prepare import prepare
from kg.ontology.rdf import load_schema
from kg.projection.network.build import NetworkBuilder
from kg.projection.network.reader import NetworkReader
from kg.projection.network.storage import NetworkFolder
from kg.projection.network.types import tie_types
from kg.query.clusters.communities import find_communities, modularity
from kg.query.links.answer import RegionLinker, counted_links
from kg.query.links.question import LinkQuestion
from kg.query.roles.graph import Graph
from kg.query.roles.measures import betweenness
from tests.neo4j.server import VERSIONS, Server

VERSION = "2026.09"
NEO4J_OPTIONS = ("-Xms2g", "-Xmx2g")
REPEATS = 3
GOALS = {"matrix": 20, "betweenness": 30}
PART_NODES, PART_PAIRS = 3_000, 10_000
TIES = """
MATCH (one:Region)<-[:LOCATED_IN]-(o:Organisation)
MATCH (o)-[r:SUPPLIES|COOPERATES_WITH|EXCHANGES_KNOWLEDGE_WITH]->(:Organisation)
      -[:LOCATED_IN]->(other:Region)
WHERE one <> other
WITH type(r) AS type, one.id AS a, other.id AS b
RETURN type, CASE WHEN a < b THEN a ELSE b END AS first,
       CASE WHEN a < b THEN b ELSE a END AS second, count(*) AS links
"""
PROJECTS = """
MATCH (p:Project)<-[:PARTNERED_IN]-(:Organisation)-[:LOCATED_IN]->(r:Region)
WITH p, collect(DISTINCT r.id) AS regions
UNWIND regions AS first
UNWIND regions AS second
WITH first, second WHERE first < second
RETURN 'PARTNERED_IN' AS type, first, second, count(*) AS links
"""
Matrix = dict[tuple[str, str, str], int]
Found = TypeVar("Found")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--relationships", type=int, default=1_000_000)
    parser.add_argument("--organisations", type=int, default=100_000)
    parser.add_argument("--communities", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    # A Neo4j warns of every name that it does not hold yet.
    logging.getLogger("neo4j").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        found = measure_matrix(Path(folder), asked.relationships, asked.organisations)
    found |= measure_betweenness()
    if asked.communities:
        found |= measure_communities(asked.relationships)
    if asked.json:
        print(json.dumps(found, indent=2))
        return
    for name, value in found.items():
        print(f"{name:>24}  {value}")


def measure_matrix(folder: Path, relationships: int, organisations: int) -> dict[str, Any]:
    """Seconds of the link matrix in Cypher and by the product, and whether they are equal."""
    network = synthetic(relationships, organisations)
    server = Server(VERSIONS[VERSION], folder, NEO4J_OPTIONS)
    try:
        with closing(Connection(server.wait().address)) as connection:
            prepare(connection)
            write_seconds, _ = timed(lambda: write(network, connection), 1)
            cypher, told = timed(lambda: by_cypher(connection))
            rows, types = NetworkRows(connection), tie_types(load_schema())
            builder = NetworkBuilder(Catalogue(connection), rows, lambda: types)
            build_seconds, built = timed(lambda: builder.build(1), 1)
    finally:
        server.stop()
    columns = NetworkFolder(folder / "network")
    columns.save(built)
    # Memory-mapped, as every process has it.
    reader = NetworkReader(columns.load(1) or built)
    asked = LinkQuestion(types=("PARTNERED_IN", *SHARES))
    seconds, (table, _) = timed(lambda: counted_links(reader, asked))
    whole, _ = timed(lambda: RegionLinker(lambda: reader).link(asked))
    ours: Matrix = {
        (name, *table.pair(row)): int(table.counts[row, column])
        for row, column in zip(*np.nonzero(table.counts), strict=True)
        if not table.is_within(int(row))
        for name in [table.names[column]]
    }
    return {
        "relationships": network.relationships,
        "regions": len(network.codes),
        "neo4j": VERSIONS[VERSION].number,
        "writeSeconds": round(write_seconds, 1),
        "cypherSeconds": round(cypher, 3),
        "readColumnsSeconds": round(build_seconds, 1),
        "matrixSeconds": round(seconds, 4),
        "wholeAnswerSeconds": round(whole, 4),
        "matrixRatio": round(cypher / seconds, 1),
        "matrixGoal": GOALS["matrix"],
        "matrixEqual": ours == told,
        "linkedPairs": len({key[1:] for key in told}),
    }


def by_cypher(connection: Connection) -> Matrix:
    """The link matrix by the two statements."""
    rows = [row for text in (TIES, PROJECTS) for row in connection.read(text)]
    return {(row["type"], row["first"], row["second"]): row["links"] for row in rows}


def measure_betweenness() -> dict[str, Any]:
    """Seconds of betweenness by the product and by networkx, and the largest difference."""
    pairs = synthetic(PART_PAIRS * 10, PART_NODES).ties["SUPPLIES"][:PART_PAIRS]
    graph = Graph(
        [str(n) for n in range(PART_NODES)], pairs[:, 0], pairs[:, 1], np.ones(len(pairs))
    )
    reference = nx.Graph()
    reference.add_nodes_from(range(PART_NODES))
    reference.add_edges_from(pairs.tolist())
    seconds, ours = timed(lambda: betweenness(graph, is_exact=True).values)
    peer, told = timed(lambda: nx.betweenness_centrality(reference), 1)
    theirs = np.array([told[n] for n in range(PART_NODES)])
    return {
        "betweennessNodes": PART_NODES,
        "betweennessPairs": len(pairs),
        "networkxSeconds": round(peer, 2),
        "betweennessSeconds": round(seconds, 3),
        "betweennessRatio": round(peer / seconds, 1),
        "betweennessGoal": GOALS["betweenness"],
        "betweennessDifference": float(np.abs(ours - theirs).max()),
    }


def measure_communities(relationships: int) -> dict[str, Any]:
    """Seconds and modularity of communities by the product and by networkx."""
    edges, weights = communities.network(relationships * 3 // 10, relationships)
    seconds, ours = timed(lambda: find_communities(edges, weights, trials=1), 1)
    graph = nx.Graph()
    columns = (edges.first.tolist(), edges.second.tolist(), weights.tolist())
    graph.add_weighted_edges_from(zip(*columns, strict=True))
    louvain = nx.community.louvain_communities
    peer, told = timed(lambda: louvain(graph, seed=communities.SEED), 1)
    theirs = [np.array(sorted(each), dtype=np.int64) for each in told]
    return {
        "louvainSeconds": round(peer, 1),
        "communitiesSeconds": round(seconds, 2),
        "communitiesRatio": round(peer / seconds, 1),
        "communitiesGoal": communities.GOAL,
        "modularity": round(modularity(edges, weights, ours), 4),
        "louvainModularity": round(modularity(edges, weights, theirs), 4),
    }


def timed(work: Callable[[], Found], times: int = REPEATS) -> tuple[float, Found]:
    """The shortest of so many runs, the first of which warms, and what the last one found."""
    began = time.perf_counter()
    found = work()
    best = time.perf_counter() - began
    for _ in range(times - 1):
        began = time.perf_counter()
        found = work()
        best = min(best, time.perf_counter() - began)
    return best, found


if __name__ == "__main__":
    main()
