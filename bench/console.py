"""What the copy costs on which kg query runs, with the graph that is in KG_HOME.

    python bench/console.py

Copies the graph, asks a query that is answered at once, stops one that never ends, and asks again.
Leaves the process for queries running; kg down stops it.
"""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kg.cli.session import services
from kg.graph.read_only import Limits, OverrunError
from kg.query.console import USUAL_LIMITS, Question

SIZE = "MATCH (n) RETURN count(n)"
ENDLESS = (
    "UNWIND range(1, 10000) AS a UNWIND range(1, 10000) AS b UNWIND range(1, 10000) AS c "
    "RETURN count(*)"
)
MEGABYTE = 1_000_000


def main() -> None:
    with services() as product:
        console, engine = product.console, product.reader_engine
        engine.kill()
        (engine.folder / "copy.json").unlink(missing_ok=True)
        _timed("first query: the graph is copied", lambda: console.ask(Question(SIZE)))
        _timed("second query", lambda: console.ask(Question(SIZE)))
        _timed("a query without end, stopped after 1 s", lambda: _overrun(console.ask))
        _timed("next query: the process starts again", lambda: console.ask(Question(SIZE)))
        [[nodes]] = console.ask(Question(SIZE)).rows
        print(f"{nodes:>6,} nodes")
        print(f"{_size(engine.folder) / MEGABYTE:6.0f} MB on disk for the copy")
        print(f"{(engine.status().resident_bytes or 0) / MEGABYTE:6.0f} MB resident")


def _overrun(ask: Callable[[Question], object]) -> None:
    with suppress(OverrunError):
        ask(Question(ENDLESS, limits=Limits(1, USUAL_LIMITS.rows, USUAL_LIMITS.bytes)))


def _timed(what: str, work: Callable[[], object]) -> None:
    begin = time.perf_counter()
    work()
    print(f"{time.perf_counter() - begin:6.2f} s {what}")


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


if __name__ == "__main__":
    main()
