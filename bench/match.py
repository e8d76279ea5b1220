"""How long a warm match takes by the number of organisations, on synthetic read models.

    OPENBLAS_NUM_THREADS=1 python -m bench.match [--organisations N ...] [--json]

Each organisation states five capabilities. A need has five requirements, asks for a region and a
certificate, and ten partners are explained. The vectors are made from words, so that no encoder is
needed for a million texts; the shipped one encodes the requirements all the same, so that its time
counts. There is no graph behind the read model, so what an answer costs there (its revision and its
citations) is not part of it; `match_on_graph.py` has that. Building is told with the memory that it
took at most.
"""

import argparse
import datetime as dt
import json
import multiprocessing
import random
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.build import peak_megabytes
from bench.retrieval.ours import Uncited
from bench.synthetic import (
    CAPABILITIES_EACH,
    DIMENSIONS,
    INDUSTRIES,
    MATERIALS,
    MODEL_ID,
    PARTS,
    REGIONS,
    STANDARD,
    STEMS,
    embed,
    synthetic,
)
from kg.embed.onnx import OnnxEncoder
from kg.projection.heads import no_heads
from kg.projection.projection import Projection
from kg.projection.storage import ProjectionFolder
from kg.projection.words import Words
from kg.query.match import Matcher, MatchRequest
from kg.query.need import NeedReader
from kg.query.statements import fitting_statements

TODAY = dt.date(2026, 12, 1)
NEEDS, REQUIREMENTS, PARTNERS = 30, 5, 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--organisations", type=int, nargs="+", default=[20_000, 200_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the read models lie meanwhile")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    reports = []
    for size in asked.organisations:
        with TemporaryDirectory(prefix="kg-match-", dir=asked.folder) as folder:
            reports.append(measured(size, Path(folder), asked.rounds))
        if not asked.json:
            print(told(reports[-1], reports[0]), flush=True)
    if asked.json:
        print(json.dumps({"ours": reports}))


def measured(size: int, folder: Path, rounds: int) -> dict[str, Any]:
    """One size: what building takes in a process of its own, and what a match takes after it."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as pool:
        built = pool.submit(build, size, folder).result()
    projection = ProjectionFolder(folder).load(1, MODEL_ID)
    if projection is None:
        raise SystemExit("the read model was not saved")
    return {
        "organisations": size,
        "capabilities": CAPABILITIES_EACH * size,
        **built,
        **times(projection, rounds),
        "scan_p50": scans(projection, rounds),
    }


def build(size: int, folder: Path) -> dict[str, float]:
    begin = time.perf_counter()
    place = ProjectionFolder(folder)
    with place.scratch() as scratch:
        place.save(synthetic(size, scratch))
    return {
        "build_seconds": time.perf_counter() - begin,
        "build_megabytes": peak_megabytes(),
    }


def times(projection: Projection, rounds: int) -> dict[str, float]:
    """Milliseconds of matches, after a round that is not counted."""
    encoder, encoding = OnnxEncoder(), 0.0

    def encode(texts: Sequence[str]) -> NDArray[np.float32]:
        nonlocal encoding
        begin = time.perf_counter()
        encoder.encode(texts)
        encoding = 1000 * (time.perf_counter() - begin)
        return np.array([vectors[text] for text in texts], dtype=np.float32)

    # The encoder's own are of no use here, and making others is no part of a match.
    vectors = _Embedded()
    matcher = Matcher(Uncited(), NeedReader(encode, Words()))  # type: ignore[arg-type]
    rows = []
    for turn in range(rounds + 1):
        for need in make_needs():
            begin, own = time.perf_counter(), time.process_time()
            answer = matcher.match(MatchRequest(need, PARTNERS), projection, TODAY)
            spent = 1000 * (time.perf_counter() - begin)
            busy = 1000 * (time.process_time() - own)
            if turn:
                rows.append((spent, encoding, busy, len(answer.partners)))
    spent, encoding, busy, found = np.array(rows).T
    return {
        "p50": float(np.quantile(spent, 0.5)),
        "p95": float(np.quantile(spent, 0.95)),
        "encoding_p50": float(np.quantile(encoding, 0.5)),
        "busy_p50": float(np.quantile(busy, 0.5)),
        "partners": float(np.mean(found)),
    }


def scans(projection: Projection, rounds: int) -> dict[str, float]:
    """Milliseconds of the search for the statements of a need, with heads and without, in turns."""
    statements, words = projection.statements, Words()
    bare = replace(statements.vectors, heads=no_heads(DIMENSIONS))
    ways = {
        "with heads": projection,
        "without": replace(projection, statements=replace(statements, vectors=bare)),
    }
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds + 1):
        for need in make_needs():
            texts = need.partition(". ")[0].split("; ")
            vectors, stems = embed(texts), words.all_stems(texts)
            for name in sorted(ways, reverse=bool(turn % 2)):
                begin = time.perf_counter()
                fitting_statements(ways[name], vectors, stems)
                if turn:
                    spent[name].append(1000 * (time.perf_counter() - begin))
    return {name: float(np.median(own)) for name, own in spent.items()}


class _Embedded(dict[str, NDArray[np.float32]]):
    """The vector of each text, made from its words when it is first asked for."""

    def __missing__(self, text: str) -> NDArray[np.float32]:
        [self[text]] = embed([text])
        return self[text]


def make_needs() -> list[str]:
    chance = random.Random(11)  # noqa: S311  # nothing is kept secret
    return [
        "; ".join(
            f"{chance.choice(STEMS)}ing of {chance.choice(MATERIALS)} {chance.choice(PARTS)} "
            f"for {chance.choice(INDUSTRIES)}"
            for _ in range(REQUIREMENTS)
        )
        + f". {STANDARD} is a must. Seated in {chance.choice(REGIONS)}."
        for _ in range(NEEDS)
    ]


def told(report: dict[str, Any], first: dict[str, Any]) -> str:
    return (
        f"{report['organisations']:,} organisations, {report['capabilities']:,} capabilities: "
        f"a match p50 {report['p50']:.1f} ms, p95 {report['p95']:.1f} ms "
        f"({report['p50'] / first['p50']:.1f} times the first), of which the encoder "
        f"{report['encoding_p50']:.1f} ms; {report['busy_p50']:.1f} ms of processors, "
        f"{report['partners']:.1f} partners; the search for statements p50 "
        f"{report['scan_p50']['with heads']:.1f} ms, without heads "
        f"{report['scan_p50']['without']:.1f} ms; built in {report['build_seconds']:.0f} s with "
        f"{report['build_megabytes']:,.0f} MB at most"
    )


if __name__ == "__main__":
    main()
