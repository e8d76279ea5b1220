"""What building a read model takes, and bringing it up to date, by the number of organisations.

    OPENBLAS_NUM_THREADS=1 python -m bench.build [--organisations N ...] [--json]

On synthetic graphs as in match.py, each step in a process of its own: the whole is built and saved;
then forty organisations are touched and state something new. Memory is the most that the process
took, of which what it imports is told apart. Vectors are made from words, which takes about half of
the time of a build; a graph and its vector cache stand instead of it in use.
"""

import argparse
import json
import multiprocessing
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.synthetic import CAPABILITIES_EACH, MODEL_ID, Ids, SyntheticSource, embed, synthetic
from kg.graph.batch import Touched
from kg.graph.catalogue import CapabilityRow
from kg.model import NodeRef, Organisation
from kg.projection.build import Builder
from kg.projection.projection import Projection
from kg.projection.scratch import Scratch
from kg.projection.storage import ProjectionFolder
from kg.projection.words import Words

TOUCHED = 40


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--organisations", type=int, nargs="+", default=[20_000, 200_000])
    parser.add_argument("--folder", type=Path, help="where the read models lie meanwhile")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    reports = []
    for size in asked.organisations:
        with TemporaryDirectory(prefix="kg-build-", dir=asked.folder) as folder:
            reports.append(measured(size, Path(folder)))
        if not asked.json:
            print(told(reports[-1]), flush=True)
    if asked.json:
        print(json.dumps({"ours": reports}))


def measured(size: int, folder: Path) -> dict[str, Any]:
    report: dict[str, Any] = {"organisations": size, "capabilities": CAPABILITIES_EACH * size}
    for name, step in (("build", built), ("update", updated)):
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
            report[name] = pool.submit(step, size, folder).result()
    files = [file for place in folder.glob("v*-2-*") for file in place.rglob("*.npy")]
    return report | {"columns_megabytes": sum(file.stat().st_size for file in files) / 1e6}


def built(size: int, folder: Path) -> dict[str, float]:
    return spent(folder, lambda scratch: synthetic(size, scratch))


def updated(size: int, folder: Path) -> dict[str, float]:
    earlier = ProjectionFolder(folder).load(1, MODEL_ID)
    if earlier is None:
        raise SystemExit("the read model was not saved")
    builder = Builder(Renewed(size), embed, MODEL_ID, Words())
    ids = [earlier.organisations.ids[row] for row in range(0, size, size // TOUCHED)]
    refs = {NodeRef("Organisation", id_) for id_ in ids}
    refs |= {NodeRef("Capability", f"{id_}c0") for id_ in ids}
    touched = Touched(frozenset(refs))
    return spent(folder, lambda scratch: builder.update(earlier, 2, touched, scratch))


def spent(folder: Path, make: Callable[[Scratch], Projection]) -> dict[str, float]:
    place, before = ProjectionFolder(folder), peak_megabytes()
    begin, busy = time.perf_counter(), time.process_time()
    with place.scratch() as scratch:
        place.save(make(scratch))
    return {
        "seconds": time.perf_counter() - begin,
        "busy_seconds": time.process_time() - busy,
        "megabytes": peak_megabytes(),
        "megabytes_before": before,
    }


@dataclass(frozen=True, slots=True)
class Renewed(SyntheticSource):
    """The same organisations, of which some were touched: what they state reads otherwise."""

    def organisations(self, ids: Ids = None) -> Iterator[Organisation]:
        for id_ in sorted(ids or ()):
            yield Organisation(id_, f"{id_} Ltd", "Firm", "DE", "DEA5")

    def capabilities(self, ids: Ids = None) -> Iterator[CapabilityRow]:
        for id_ in sorted(ids or ()):
            text = f"We offer turning of brass valve rings for mines, since {id_}."
            yield CapabilityRow(id_, id_[:8], text, "claimed", 3, None, None)

    def capability_evidence(self, ids: Ids = None) -> Iterator[tuple[str, str]]:
        return ((id_, f"e{id_[1:]}") for id_ in sorted(ids or ()))

    def capability_competencies(self, ids: Ids = None) -> Iterator[tuple[str, str]]:
        return ((id_, "k-turn-brass") for id_ in sorted(ids or ()))


def peak_megabytes() -> float:
    """The most memory that this process has taken so far.

    A process takes over the peak of the one that started it in what getrusage tells of it.
    """
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024 / 1e6


def told(report: dict[str, Any]) -> str:
    build, update = report["build"], report["update"]
    return (
        f"{report['organisations']:,} organisations, {report['capabilities']:,} capabilities, "
        f"{report['columns_megabytes']:,.0f} MB of columns: built in {build['seconds']:.0f} s "
        f"({build['busy_seconds']:.0f} s of a processor) with {build['megabytes']:,.0f} MB at "
        f"most, {build['megabytes_before']:,.0f} of them before; brought up to date in "
        f"{update['seconds']:.0f} s ({update['busy_seconds']:.0f} s) with "
        f"{update['megabytes']:,.0f} MB"
    )


if __name__ == "__main__":
    main()
