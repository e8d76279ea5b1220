"""What MERGE on several labels costs on the embedded engine, and what a second label change does.

    python bench/merge_labels.py [ROWS]

Starts an engine of its own in a temporary folder, writes ROWS (5,000 by default) new firms in
each of three ways, in one transaction each, and prints the seconds; the second of two rounds, so
that Java has compiled what it runs. Then gives a firm another class in one transaction and in two.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import neo4j

from kg.errors import KgError
from kg.graph.connection import Connection
from kg.graph.engine import EmbeddedEngine
from kg.graph.prepare import prepare
from kg.graph.statements import with_names

LABELS = ("Organisation", "Firm")
MERGE_ON_LABELS = """
UNWIND $rows AS row
MERGE (n:Organisation:Firm {id: row.id})
SET n = row
"""
MERGE_ON_ROOT = """
UNWIND $rows AS row
MERGE (n:Organisation {id: row.id})
SET n = row
"""
REMOVE = "MATCH (n:Organisation {id: $id}) REMOVE n:Firm"
ADD = "MATCH (n:Organisation {id: $id}) SET n:Association"


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    with TemporaryDirectory(prefix="merge-labels-") as folder:
        engine = EmbeddedEngine(Path(folder))
        try:
            connection = Connection(engine.start())
            prepare(connection)
            _measure(connection, rows)
            _relabel(connection)
            connection.close()
        finally:
            engine.stop()


def _measure(connection: Connection, rows: int) -> None:
    by_key = with_names("create_nodes", root=LABELS[0], labels=LABELS)
    ways = {
        "create by root key (create_nodes.cypher)": by_key,
        "MERGE on the root label alone": MERGE_ON_ROOT,
        "MERGE on two labels": MERGE_ON_LABELS,
    }
    for text in ways.values():
        _seconds(connection, text, [{"id": f"warm-{i}"} for i in range(rows // 2)])
    for name, text in ways.items():
        seconds = _seconds(connection, text, [{"id": f"{name}-{i}"} for i in range(rows)])
        print(f"{seconds:6.2f} s  {rows:,} new firms: {name}")


def _seconds(connection: Connection, text: str, rows: list[dict[str, str]]) -> float:
    connection.write(lambda tx: tx.run("MATCH (n:Organisation) DETACH DELETE n").consume())
    begin = time.perf_counter()
    connection.write(lambda tx: tx.run(text, rows=rows).consume())
    return time.perf_counter() - begin


def _relabel(connection: Connection) -> None:
    def both(tx: neo4j.ManagedTransaction) -> None:
        tx.run(REMOVE, id="one").consume()
        tx.run(ADD, id="one").consume()

    def one(text: str) -> Callable[[neo4j.ManagedTransaction], object]:
        return lambda tx: tx.run(text, id="two").consume()

    for id_, works in (("one", [both]), ("two", [one(REMOVE), one(ADD)])):
        create = f"CREATE (n:Organisation:Firm {{id: '{id_}'}})"
        connection.write(lambda tx, text=create: tx.run(text).consume())
        try:
            for work in works:
                connection.write(work)
        except KgError as error:
            print(f"Firm to Association in {id_} transaction(s): {error}")
            continue
        found = connection.read("MATCH (n {id: $id}) RETURN labels(n) AS labels LIMIT 1", id=id_)
        print(f"Firm to Association in {id_} transaction(s): {found[0]['labels'] if found else 0}")


if __name__ == "__main__":
    main()
