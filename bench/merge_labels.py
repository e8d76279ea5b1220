"""What MERGE on several labels costs on the embedded engine, and what a second label change does.

    python bench/merge_labels.py [ROWS ...]

Starts an engine of its own in a temporary folder, writes ROWS (5,000, then 10,000) new firms in
each of three ways, in one transaction each, and prints the seconds. A first round is not counted,
so that Java has compiled what it runs. Then gives a firm another class in one transaction and in
two.
"""

import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import neo4j

from kg.errors import ServiceError
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
CREATE = "CREATE (n:Organisation:Firm {id: $id})"
REMOVE = "MATCH (n:Organisation {id: $id}) REMOVE n:Firm"
ADD = "MATCH (n:Organisation {id: $id}) SET n:Association"


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [5_000, 10_000]
    with TemporaryDirectory(prefix="merge-labels-") as folder:
        engine = EmbeddedEngine(Path(folder))
        try:
            connection = Connection(engine.start())
            prepare(connection)
            _measure(connection, sizes)
            _relabel(connection)
            connection.close()
        finally:
            engine.stop()


def _measure(connection: Connection, sizes: Sequence[int]) -> None:
    ways = {
        "created by root key": with_names("create_nodes", root=LABELS[0], labels=LABELS),
        "merged on the root label alone": MERGE_ON_ROOT,
        "merged on two labels": MERGE_ON_LABELS,
    }
    for text in ways.values():
        _seconds(connection, text, sizes[0] // 2)
    for rows in sizes:
        for name, text in ways.items():
            print(f"{_seconds(connection, text, rows):6.2f} s  {rows:,} new firms {name}")


def _seconds(connection: Connection, text: str, count: int) -> float:
    rows = [{"id": f"firm-{i}"} for i in range(count)]
    connection.write(lambda tx: tx.run("MATCH (n:Organisation) DETACH DELETE n").consume())
    begin = time.perf_counter()
    connection.write(lambda tx: tx.run(text, rows=rows).consume())
    return time.perf_counter() - begin


def _relabel(connection: Connection) -> None:
    """Takes one label from a firm and gives it another, in one transaction and in two."""
    for id_, transactions in (("one", [(REMOVE, ADD)]), ("two", [(REMOVE,), (ADD,)])):
        connection.write(lambda tx, i=id_: tx.run(CREATE, id=i).consume())  # type: ignore[misc]
        try:
            for texts in transactions:
                connection.write(partial(_run, texts, id_))
            rows = connection.read("MATCH (n:Organisation {id: $id}) RETURN labels(n)", id=id_)
            print(f"another class in {id_}: {sorted(rows[0]['labels(n)'])}")
        except ServiceError:
            print(f"another class in {id_}: refused")


def _run(texts: Sequence[str], id_: str, tx: neo4j.ManagedTransaction) -> None:
    for text in texts:
        tx.run(text, id=id_).consume()


if __name__ == "__main__":
    main()
