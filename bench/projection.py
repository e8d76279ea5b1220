"""What it saves to bring the read model up to date after a small load, instead of building it.

    python bench/projection.py DATA [--home DIR] [--rounds N]

DATA and DIR as in match_on_graph.py; what is loaded stays in DIR. Loads forty firms with three
statements each; then the same with a vocabulary of its own, so that labels change too. After each
load the read model is brought up to date and built whole in turn, N times (3), with the time to
save it; both must be equal. Vectors are computed before, so that only their look-up counts.
"""

import argparse
import csv
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from full_graph import full_graph

from kg.embed.cache import VectorCache
from kg.graph.batch import Touched
from kg.graph.ledger import Ledger
from kg.ingest.files import find_files
from kg.ingest.load import Loader, LoadRequest
from kg.ingest.sources.members import members_format
from kg.projection.build import Builder
from kg.projection.projection import Projection
from kg.projection.scratch import Scratch
from kg.projection.storage import ProjectionFolder
from kg.wiring import Services

Make = Callable[[Scratch | None], Projection]

FIRMS, STATEMENTS = 40, 3
WORDS = ("precision", "turning", "casting", "sensors", "titanium", "welding", "robots", "coating")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with full_graph(arguments.data, arguments.home) as services:
        for has_vocabulary in (False, True):
            compare(services, arguments.rounds, has_vocabulary=has_vocabulary)


def compare(services: Services, rounds: int, *, has_vocabulary: bool) -> None:
    earlier = services.projection()
    with TemporaryDirectory() as folder:
        write_package(Path(folder), has_vocabulary=has_vocabulary)
        touched = load(services, Path(folder))
    revision = services.catalogue.revision()
    vectors = VectorCache(services.settings.home / "vectors", services.encoder)
    model_id = services.encoder.model_id
    builder = Builder(services.catalogue, vectors.vectors, model_id, services.words)
    ways: dict[str, Make] = {
        "brought up to date": lambda place: builder.update(earlier, revision, touched, place),
        "built whole": lambda place: builder.build(revision, place),
    }
    made = {name: make(None) for name, make in ways.items()}
    if not is_same(*made.values()):
        raise SystemExit("what was brought up to date differs from what was built whole")
    spent: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, make in ways.items():
            spent[name].append(seconds(services, make))
    update, whole = (float(np.median(each)) for each in spent.values())
    labels = "with labels of its own" if has_vocabulary else "without new labels"
    print(
        f"a load {labels}: {update:.2f} s to bring it up to date, {whole:.2f} s to build it whole, "
        f"{whole / update:.1f} times as long"
    )


def seconds(services: Services, make: Make) -> float:
    """The time to make a read model and to save it beside the earlier one."""
    with TemporaryDirectory(dir=services.settings.home) as folder:
        begin, place = time.perf_counter(), ProjectionFolder(Path(folder))
        with place.scratch() as scratch:
            place.save(make(scratch))
        return time.perf_counter() - begin


def load(services: Services, folder: Path) -> Touched:
    """Loads a package and returns what it touched."""
    touched = Touched()

    def note(_revision: int, part: Touched) -> None:
        nonlocal touched
        touched |= part

    ledger = Ledger(services.connection, services.schema, note)
    files = find_files(folder, (members_format(services.schema),))
    loader = Loader(ledger, services.fact_reader, services.sealer)
    outcome = loader.load(LoadRequest("bench", files))
    print(f"{outcome.report.written} rows written, {len(touched.nodes)} nodes touched")
    return touched


def write_package(folder: Path, *, has_vocabulary: bool) -> None:
    mark = f"{time.time_ns():x}"
    tables: dict[str, list[dict[str, str]]] = {
        "organisations": [
            {"id": f"{mark}-{i}", "kind": "Firm", "name": f"Firm {mark} {i}", "region": "UKE3"}
            for i in range(FIRMS)
        ],
        "capabilities": list(statements(mark)),
    }
    if has_vocabulary:
        tables["competencies"] = [
            {"id": f"{mark}-{i}", "prefLabel": f"{' '.join(words())} {mark} {i}"} for i in range(10)
        ]
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)


def statements(mark: str) -> Iterator[dict[str, str]]:
    for i in range(FIRMS):
        for j in range(STATEMENTS):
            text = f"We offer {' '.join(words())}, number {i} of {mark}."
            yield {
                "id": f"{mark}-{i}-{j}",
                "organisation": f"{mark}-{i}",
                "text": text,
                "status": "claimed",
            }


def words() -> list[str]:
    return random.sample(WORDS, 3)


def is_same(one: Any, other: Any) -> bool:
    """Whether all columns are equal."""
    if isinstance(one, np.ndarray):
        return np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
    if is_dataclass(one):
        return all(is_same(getattr(one, f.name), getattr(other, f.name)) for f in fields(one))
    return bool(one == other)


if __name__ == "__main__":
    main()
