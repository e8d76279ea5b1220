"""How long a warm match takes by the number of organisations, on synthetic read models.

    OPENBLAS_NUM_THREADS=1 python -m bench.match_by_size [--organisations N ...] [--json]

Each organisation states five capabilities. A need has five requirements, asks for a region and a
certificate, and ten partners are explained. There is no graph behind the read model, so what an
answer costs there (its revision and its citations) is not part of it; `match.py` has that. The
vectors are made from words, so that no encoder is needed for a million texts; building is told with
the memory that it took at most.
"""

import argparse
import datetime as dt
import json
import multiprocessing
import random
import resource
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bench.retrieval.ours import Uncited
from bench.synthetic import (
    CAPABILITIES_EACH,
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
from kg.projection.projection import Projection
from kg.projection.storage import ProjectionFolder
from kg.projection.words import Words
from kg.query.match import Matcher, MatchRequest
from kg.query.need import NeedReader

TODAY = dt.date(2026, 12, 1)
NEEDS, REQUIREMENTS, PARTNERS = 30, 5, 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--organisations", type=int, nargs="+", default=[20_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path, help="where the read models lie meanwhile")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    for size in asked.organisations:
        with TemporaryDirectory(prefix="kg-match-", dir=asked.folder) as folder:
            report = measured(size, Path(folder), asked.rounds)
        print(json.dumps(report) if asked.json else told(report), flush=True)


def measured(size: int, folder: Path, rounds: int) -> dict[str, Any]:
    """One size: what building takes in a process of its own, and what a match takes after it."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        built = pool.apply(build, (size, folder))
    projection = ProjectionFolder(folder).load(1, MODEL_ID)
    if projection is None:
        raise SystemExit("the read model was not saved")
    return {"organisations": size, "capabilities": CAPABILITIES_EACH * size, **built} | times(
        projection, rounds
    )


def build(size: int, folder: Path) -> dict[str, float]:
    begin = time.perf_counter()
    ProjectionFolder(folder).save(synthetic(size))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    return {"build_seconds": time.perf_counter() - begin, "build_megabytes": peak}


def times(projection: Projection, rounds: int) -> dict[str, float]:
    """Milliseconds of matches, after a round that is not counted."""
    matcher = Matcher(Uncited(), NeedReader(embed, Words()))  # type: ignore[arg-type]
    needs, spent, busy, found = make_needs(), [], [], []
    for turn in range(rounds + 1):
        for need in needs:
            begin, own = time.perf_counter(), time.thread_time()
            answer = matcher.match(MatchRequest(need, PARTNERS), projection, TODAY)
            if turn:
                spent.append(1000 * (time.perf_counter() - begin))
                busy.append(1000 * (time.thread_time() - own))
                found.append(len(answer.partners))
    return {
        "p50": float(np.quantile(spent, 0.5)),
        "p95": float(np.quantile(spent, 0.95)),
        "busy_p50": float(np.quantile(busy, 0.5)),
        "partners": float(np.mean(found)),
    }


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


def told(report: dict[str, Any]) -> str:
    return (
        f"{report['organisations']:,} organisations, {report['capabilities']:,} capabilities: "
        f"a match p50 {report['p50']:.1f} ms (busy {report['busy_p50']:.1f}), "
        f"p95 {report['p95']:.1f} ms, {report['partners']:.1f} partners; built in "
        f"{report['build_seconds']:.0f} s with {report['build_megabytes']:,.0f} MB at most"
    )


if __name__ == "__main__":
    main()
