"""How long a warm match takes inside one process, and what the int8 scan of labels saves.

    OPENBLAS_NUM_THREADS=1 python bench/match_on_graph.py DATA [--home DIR] [--rounds N]

(numpy's own threads go on waiting busily after a scan of floats, and would slow what comes next.)
DATA is a folder with nuts/, esco/v1.1.1/*.zip and h2020/. DIR is a KG_HOME that holds (or gets, in
some minutes) the graph of all three; without it a passing one is made. Each need of needs.txt is
matched in turn with the int8 scan and with a scan of the vectors as they are, N times (3), after
one turn that is not counted. Both must answer alike.
"""

import argparse
import datetime as dt
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from full_graph import full_graph
from numpy.typing import NDArray

from kg.model import MatchAnswer
from kg.projection.projection import Projection
from kg.projection.vectors import Near, Vectors
from kg.query.match import Matcher, MatchRequest
from kg.query.need import NeedReader
from kg.wiring import Services

NEEDS = Path(__file__).with_name("needs.txt")
TODAY = dt.date(2026, 11, 1)
SCANS = ("int8", "float")


@dataclass
class Clock:
    """Milliseconds by what they were spent on."""

    spent: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    _since: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def timed(self, stage: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same work, with its time added to a stage of the match that runs."""

        def run(*arguments: Any) -> Any:
            begin = time.perf_counter()
            try:
                return work(*arguments)
            finally:
                self._since[stage] += 1000 * (time.perf_counter() - begin)

        return run

    def end_match(self, prefix: str, total: float) -> None:
        """Notes what one match took; what no stage took is the rest."""
        parts = {stage: self._since[stage] for stage in STAGES}
        for stage, spent in {**parts, "the rest": total - sum(parts.values())}.items():
            self.spent[f"{prefix} {stage}"].append(spent)
        self.spent[f"{prefix} match"].append(total)
        self._since.clear()


STAGES = ("revision", "encode", "labels", "citations")


@dataclass(frozen=True)
class FloatScan:
    """All products with the vectors as they are."""

    vectors: Vectors

    def near(self, queries: NDArray[np.float32], floor: float) -> list[Near]:
        products = self.vectors.exact @ queries.T
        rows = [np.flatnonzero(column >= floor) for column in products.T]
        return [Near(found, products[found, i]) for i, found in enumerate(rows)]


@dataclass(frozen=True)
class Timed:
    """An object of which one method is timed."""

    thing: Any
    name: str
    run: Callable[..., Any]

    def __getattr__(self, name: str) -> Any:
        return self.run if name == self.name else getattr(self.thing, name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    needs = NEEDS.read_text("utf-8").strip().split("\n\n")
    with full_graph(arguments.data, arguments.home) as services:
        projection = services.projection()
        print(
            f"{len(needs)} needs; {len(projection.organisations.ids):,} organisations, "
            f"{len(projection.capabilities.ids):,} capabilities, "
            f"{len(projection.competencies.labels):,} labels"
        )
        clock = measure(services, needs, arguments.rounds)
    report(clock)


def measure(services: Services, needs: Sequence[str], rounds: int) -> Clock:
    clock = Clock()
    reader = NeedReader(clock.timed("encode", services.encoder.encode), services.words)
    cite = clock.timed("citations", services.catalogue.cite)
    matcher = Matcher(Timed(services.catalogue, "cite", cite), reader)  # type: ignore[arg-type]
    current = clock.timed("revision", services.projection)
    for turn in range(rounds + 1):
        for need in needs:
            answers = {}
            # Who begins has the colder caches, so they take turns.
            for scan in SCANS if turn % 2 else reversed(SCANS):
                begin, busy = time.perf_counter(), time.thread_time()
                projection = with_scan(current(), scan, clock)
                answers[scan] = matcher.match(MatchRequest(need), projection, TODAY)
                clock.end_match(scan, 1000 * (time.perf_counter() - begin))
                clock.spent[f"{scan} busy"].append(1000 * (time.thread_time() - busy))
            if differ(*answers.values()):
                raise SystemExit(f"the scans answer differently: {need}")
        if turn == 0:
            clock.spent.clear()
    return clock


def with_scan(projection: Projection, scan: str, clock: Clock) -> Projection:
    """The read model, whose labels are scanned in one way or the other."""
    vectors = projection.competencies.label_vectors
    near = vectors.near if scan == "int8" else FloatScan(vectors).near
    timed: Any = Timed(vectors, "near", clock.timed("labels", near))
    return replace(projection, competencies=replace(projection.competencies, label_vectors=timed))


def differ(one: MatchAnswer, other: MatchAnswer) -> bool:
    """Whether two answers name other partners, or the same with other scores."""
    pairs = zip(one.partners, other.partners, strict=False)
    return len(one.partners) != len(other.partners) or any(
        a.organisation != b.organisation or abs(a.score - b.score) > 1e-4 for a, b in pairs
    )


def report(clock: Clock) -> None:
    # A match that takes much longer than its thread is busy waited: for the graph, or for others.
    for name in ("match", "busy", *STAGES, "the rest"):
        middle, slow = np.quantile(clock.spent[f"int8 {name}"], (0.5, 0.95))
        print(f"{name:9}  p50 {middle:6.1f} ms  p95 {slow:6.1f} ms")
    for name in ("labels", "match"):
        quick, plain = (float(np.sum(clock.spent[f"{scan} {name}"])) for scan in SCANS)
        print(f"{name}: with the scan of floats {plain / quick:.1f} times as long")


if __name__ == "__main__":
    main()
