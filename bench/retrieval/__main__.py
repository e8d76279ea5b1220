"""Retrieval side by side with neo4j-graphrag's HybridCypherRetriever.

    OPENBLAS_NUM_THREADS=1 python -m bench.retrieval [--json] [--data DIR] [--queries N]

Starts a passing Neo4j 5.26 (Maven and a JDK of Java 17 or newer), loads regions and the statements
of `package.py` into it with the product's own ingest, and asks both sides the same queries, with
the same vectors of the shipped encoder, computed before. Both run in this process and take turns,
25 queries at a time; a round that is not counted comes first. DIR is the folder of public data.

Where neo4j-graphrag (Apache-2.0) is not installed, ours is measured alone. It is a peer for this
comparison and no part of the product: `uv pip install --target DIR neo4j-graphrag`, and
`--peer DIR`.
"""

import argparse
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import SecretStr

from bench.retrieval.measure import Ask, K, Query, filtered, recall, times
from bench.retrieval.ours import Ours
from bench.retrieval.package import read_titles, read_topics, write_package
from bench.retrieval.peer import PACKAGE, Peer, is_installed
from bench.retrieval.report import ratios, told
from kg.graph.address import Address
from kg.settings import Settings
from kg.wiring import Services
from tests.neo4j.server import VERSIONS, Server

DATA = Path(__file__).parents[3] / "shared" / "data"
# Compiled as a server's code is, unlike that of the servers of the tests.
NEO4J_OPTIONS = ("-Xmx1g",)
VERSION = "5.26"
MOST_TOPICS = 40
ABSENT = f"{PACKAGE} is not installed; next step: uv pip install --target DIR {PACKAGE}, --peer DIR"


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.retrieval", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the public data")
    parser.add_argument("--peer", type=Path, help=f"folder in which {PACKAGE} was installed")
    parser.add_argument("--queries", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the graph lies meanwhile")
    asked = parser.parse_args()
    if asked.peer:
        # Behind all others, so that what both need is taken from where the product has it.
        sys.path.append(str(asked.peer))
    # A Neo4j warns of every name that it does not hold yet.
    logging.getLogger("neo4j").setLevel(logging.ERROR)
    data = asked.data / "h2020-bench"
    titles, topics = read_titles(data)[: asked.queries], read_topics(data)[:MOST_TOPICS]
    with (
        TemporaryDirectory(prefix="kg-retrieval-", dir=asked.folder) as folder,
        graph(asked.data, Path(folder)) as services,
    ):
        report = measured(services, titles, topics, asked.rounds)
    print(json.dumps(report, indent=2) if asked.json else told(report))


@contextmanager
def graph(data: Path, folder: Path) -> Iterator[Services]:
    """A passing graph on a Neo4j of its own."""
    (folder / "server").mkdir()
    write_package(data / "h2020-bench", folder / "package")
    server = Server(VERSIONS[VERSION], folder / "server", NEO4J_OPTIONS)
    try:
        address = server.wait().address
        variables = {
            "KG_HOME": str(folder / "home"),
            "KG_GRAPH_URI": address.uri,
            "KG_GRAPH_PASSWORD": address.password,
        }
        for source in (("nuts", data / "nuts"), ("members", folder / "package")):
            command = [sys.executable, "-m", "kg", "ingest", *map(str, source)]
            subprocess.run(command, check=True, env={**os.environ, **variables}, stdout=sys.stderr)
        settings = Settings(
            home=folder / "home",
            graph_uri=address.uri,
            graph_password=SecretStr(address.password),
        )
        services = Services(settings, lambda line: print(line, file=sys.stderr))
        yield services
        services.close()
    finally:
        server.stop()


def measured(
    services: Services, titles: Sequence[str], topics: Sequence[str], rounds: int
) -> dict[str, Any]:
    """All that is measured on a graph: titles are asked for as they are, topics with filters."""
    texts = list(dict.fromkeys((*titles, *topics)))
    vectors = dict(zip(texts, services.encoder.encode(texts), strict=True))
    queries = [Query.of(text, vectors[text]) for text in titles]
    ours = Ours.of(services, vectors)
    peer = Peer.of(_address(services.settings), _vectors(ours)) if is_installed() else None
    ways: dict[str, Ask] = {
        "ours": lambda query: ours.hits(query.text, K),
        "ours, cited": lambda query: ours.cited(query.text, K),
    }
    if peer:
        ways["peer"] = lambda query: peer.hits(query.plain, query.numbers, K)
        ways["peer, cited"] = lambda query: peer.cited(query.plain, query.numbers, K)
    report: dict[str, Any] = {
        "statements": len(ours.projection.capabilities.ids),
        "texts": len(ours.projection.statements.texts),
        "organisations": len(ours.projection.organisations.ids),
        "queries": len(queries),
        "k": K,
        "milliseconds": times(ways, queries, rounds),
        "recall_at_10": recall(ours, peer, queries),
        "filtered": filtered(ours, peer, [Query.of(text, vectors[text]) for text in topics]),
    }
    if peer:
        report["times_as_fast"] = ratios(report["milliseconds"])
        peer.driver.close()
    else:
        report["peer"] = ABSENT
    return report


def _address(settings: Settings) -> Address:
    password = settings.graph_password.get_secret_value()
    return Address(settings.graph_uri, settings.graph_user, password, settings.graph_database)


def _vectors(ours: Ours) -> dict[str, NDArray[np.float32]]:
    """The vector of each statement, by the id of its capability."""
    columns, exact = ours.projection.capabilities, ours.projection.statements.vectors.exact
    return {id_: exact[text] for id_, text in zip(columns.ids, columns.text.tolist(), strict=True)}


if __name__ == "__main__":
    main()
