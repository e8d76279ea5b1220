"""Sentences of job advertisements to skills of ESCO: our competency search against baselines.

    python -m bench.skills --queries CSV --labels TXT [--esco DIR] [--vectors DIR] [--json]
                           [--model DIR]

CSV has the columns `sentence` and `label` (Decorte et al. 2022, 2023); labels that TXT does not
hold, such as LABEL NOT PRESENT, are left out, and with them sentences that have no other. TXT holds
one label a line: all that can be found. DIR holds the archives of ESCO, by default
../shared/data/esco/v1.1.1: other labels, definitions, and how many occupations ask for a skill.

Ours is `CompetencySearch`, by which derived capabilities get their competencies, as it is shipped.
Nothing of it is learned from the queries of this run. --model takes another encoder for it, as
`kg model train` makes one.
"""

import argparse
import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bench.measures import Places, places_of, summary, table
from bench.reliability import Reliability
from bench.skill_baselines import baselines
from kg.embed.cache import VectorCache
from kg.embed.card import SHIPPED_FOLDER
from kg.embed.onnx import OnnxEncoder
from kg.projection.competency_search import MOST_FOUND, CompetencySearch, confidence
from kg.projection.label_index import Embed, Labelled
from kg.projection.words import Words

ESCO = Path("../shared/data/esco/v1.1.1")
MEASURED = ("mrr", "r1", "r10", "r100", "rp5", "rp10", "h1", "h10")


@dataclass(frozen=True, slots=True)
class Skill:
    """A label of the space, with what ESCO says of it."""

    labelled: Labelled
    occupations: int


@dataclass(frozen=True, slots=True)
class Task:
    """All skills that can be found, and for each sentence the rows of the right ones."""

    skills: tuple[Skill, ...]
    right: Mapping[str, tuple[int, ...]]


def read_task(queries: Path, labels: Path, esco: Path) -> Task:
    names = list(dict.fromkeys(filter(None, labels.read_text("utf-8").splitlines())))
    row_of = {name: row for row, name in enumerate(names)}
    right: dict[str, dict[int, None]] = {}
    with queries.open(encoding="utf-8", newline="") as file:
        for entry in csv.DictReader(file):
            if entry["label"] in row_of:
                right.setdefault(entry["sentence"], {})[row_of[entry["label"]]] = None
    if not right:
        raise SystemExit(f"{queries} has no sentence with a label of {labels}")
    return Task(
        tuple(read_skills(names, esco)), {text: tuple(rows) for text, rows in right.items()}
    )


def read_skills(names: Sequence[str], esco: Path) -> Iterator[Skill]:
    """What ESCO says of each name; the label files of the sets hold no commas."""
    rows = list(_archived(esco, "*classification*.zip", "skills_en.csv"))
    asked = Counter(
        row["skillUri"]
        for row in _archived(esco, "*relations*.zip", "occupationSkillRelations.csv")
    )
    known = {_plain(row["preferredLabel"]): row for row in reversed(rows)}
    for number, name in enumerate(names):
        # Ids in the order of the file, so that ties break as in the file.
        id_, row = f"{number:08}", known.get(_plain(name))
        if row is None:
            yield Skill(Labelled(id_, (name,)), 0)
            continue
        others = filter(None, row["altLabels"].splitlines())
        definition = row["definition"] or row["description"]
        labelled = Labelled(id_, tuple(dict.fromkeys((name, *others))), definition)
        yield Skill(labelled, asked[row["conceptUri"]])


def _archived(folder: Path, pattern: str, name: str) -> Iterator[dict[str, str]]:
    [archive] = folder.glob(pattern)
    with zipfile.ZipFile(archive) as packed, packed.open(name) as file:
        yield from csv.DictReader(io.TextIOWrapper(file, "utf-8"))


def _plain(label: str) -> str:
    return " ".join(label.replace(",", " ").lower().split())


def ours(task: Task, embed: Embed, read: Embed) -> tuple[list[Places], Reliability]:
    """The places of the right skills by the product's search, and how honest its confidence is."""
    labelled = [skill.labelled for skill in task.skills]
    search = CompetencySearch.build(labelled, embed, read, Words())
    places, told = [], []
    for scores, right in zip(search.scores(list(task.right)), task.right.values(), strict=True):
        places.append(places_of(scores, right))
        best = np.argsort(-scores, kind="stable")[:MOST_FOUND]
        told += [(confidence(float(scores[row])), int(row) in right) for row in best]
    return places, Reliability.of(told)


@contextmanager
def _embedding(vectors: Path | None, model: Path) -> Iterator[tuple[Embed, Embed]]:
    encoder = OnnxEncoder(model)
    with TemporaryDirectory() as folder:
        cache = VectorCache(vectors or Path(folder), encoder)
        yield cache.vectors, encoder.encode


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--esco", type=Path, default=ESCO)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--model", type=Path, default=SHIPPED_FOLDER)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    task = read_task(arguments.queries, arguments.labels, arguments.esco)
    with _embedding(arguments.vectors, arguments.model) as (embed, read):
        places, reliability = ours(task, embed, read)
        others = {
            name: [places_of(row, right) for row, right in zip(s, task.right.values(), strict=True)]
            for name, s in baselines(task.skills, list(task.right), embed)
        }
    results = {name: summary(own, MEASURED) for name, own in {"ours": places, **others}.items()}
    if arguments.json:
        found = results.pop("ours")
        content = {
            "queries": len(task.right),
            "ours": {**found, "reliability": reliability.as_json()},
            "baselines": results,
        }
        print(json.dumps(content, indent=2))
        return
    print(f"{len(task.right)} sentences, {len(task.skills):,} skills")
    print(table(results, MEASURED))
    print("ours, 95 % intervals:", results["ours"]["intervals"])
    print(reliability.table())


if __name__ == "__main__":
    main()
