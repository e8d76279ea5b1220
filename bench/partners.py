"""Partners for research projects, from what organisations did before: ours against baselines.

    python -m bench.partners --task FILE --train DIR [--vectors DIR] [--json]

FILE has one project a line: in task A its text and all partners that joined, in task B its text,
the partners but one, and that one. DIR holds the projects before (kg/query/ranking/training_data.py
says which files). Whoever is given is no answer.

Ours is the ranking of `kg match` by past work, with the weights that are shipped; nothing of it is
learned from the projects that are asked for.
"""

import argparse
import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench.measures import Places, interval, places_of, summary, table
from bench.partner_baselines import baselines
from kg.embed.cache import VectorCache
from kg.embed.onnx import OnnxEncoder
from kg.projection.words import Words
from kg.query.ranking.incidence import Scores
from kg.query.ranking.past_work import UNKNOWN, Asked
from kg.query.ranking.score import past_parts, past_scores
from kg.query.ranking.training_data import Embed, History, Organisations, read_history
from kg.query.ranking.weights import PastWeights, load_weights

# rp10 expects at most 10 of all partners, so that no consortium is too large for it.
TASKS = {False: ("mrr", "r1", "r10", "rp10", "r100"), True: ("mrr", "h1", "h10", "h100")}
Others = Callable[
    [History, Sequence["Question"]], Iterable[tuple[str, Iterable[NDArray[np.floating]]]]
]
# Of organisations that the data tells apart.
GROUPS = ("firms", "SMEs", "universities and research", "others")


@dataclass(frozen=True, slots=True)
class Question:
    """A project, the partners that it has, and the rows of those that are looked for."""

    text: str
    theme: str
    partners: tuple[int, ...]
    right: tuple[int, ...]


def read_questions(file: Path, organisations: Organisations) -> list[Question]:
    content = file.read_bytes()
    if file.suffix == ".gz":
        content = gzip.decompress(content)
    lines = content.decode("utf-8").splitlines()
    return [_question(json.loads(line), organisations) for line in lines if line]


def _question(entry: dict[str, Any], organisations: Organisations) -> Question:
    wanted = entry["relevant"] if "relevant" in entry else [entry["missing"]]
    row_of = organisations.rows
    right = tuple(row_of[pic] for pic in wanted if pic in row_of)
    given = tuple(row_of[pic] for pic in entry.get("given", ()) if pic in row_of)
    return Question(str(entry["text"]), str(entry.get("theme", "")), given, right)


def ours(
    history: History, questions: Sequence[Question], embed: Embed, weights: PastWeights
) -> Iterator[Scores]:
    """The scores of all organisations for each question."""
    past, themes = history.whole(), history.themes
    texts = [question.text for question in questions]
    stems = Words().all_stems(texts)
    for question, vector, own in zip(questions, embed(texts), stems, strict=True):
        likeness = past.likeness(vector, own)
        theme = themes.get(question.theme, UNKNOWN)
        parts = past_parts(Asked(past, likeness, theme, question.partners), weights)
        yield past_scores(parts)


def places(question: Question, scores: Scores) -> Places:
    """The places of those that are looked for, among those that are not given."""
    open_ = scores.astype(np.float64)
    open_[list(question.partners)] = -np.inf
    return places_of(open_, question.right)


def by_group(
    organisations: Organisations, questions: Sequence[Question], found: Sequence[Places]
) -> dict[str, dict[str, object]]:
    """How many of each group are among the first 10 and 100, of all that were looked for."""
    each: dict[str, list[int]] = {name: [] for name in GROUPS}
    for question, own in zip(questions, found, strict=True):
        for row, place in zip(sorted(question.right), own, strict=True):
            for name in _groups(organisations, row):
                each[name].append(int(place))
    return {
        name: {"partners": len(own)}
        | {f"r{k}": round(float(np.mean(np.array(own) <= k)), 4) for k in (10, 100)}
        | {"r100_interval": interval([float(place <= 100) for place in own])}
        for name, own in each.items()
        if own
    }


def _groups(organisations: Organisations, row: int) -> Iterator[str]:
    kind = organisations.kinds[row]
    if kind == "PRC":
        yield "firms"
    elif kind in {"HES", "REC"}:
        yield "universities and research"
    else:
        yield "others"
    if organisations.sizes[row] == "true":
        yield "SMEs"


def compared(
    history: History, asked: Sequence[Question], embed: Embed, others: Others = baselines
) -> dict[str, Any]:
    """Measures of ours and of the others, and ours by groups of organisations."""
    scored = {"ours": ours(history, asked, embed, load_weights()), **dict(others(history, asked))}
    found = {
        name: [places(q, s) for q, s in zip(asked, scores, strict=True)]
        for name, scores in scored.items()
    }
    results = {name: summary(own, measures_of(asked)) for name, own in found.items()}
    groups = by_group(history.organisations, asked, found["ours"])
    return {"ours": results.pop("ours") | {"groups": groups}, "baselines": results}


def measures_of(asked: Sequence[Question]) -> tuple[str, ...]:
    """Those of the task: in B partners are given."""
    return TASKS[any(question.partners for question in asked)]


def shown(results: Mapping[str, Any], measures: Sequence[str]) -> Iterator[str]:
    """The lines that people read."""
    own = results["ours"]
    yield table({"ours": own, **results["baselines"]}, measures)
    yield f"ours, 95 % intervals: {own['intervals']}"
    for name, figures in own["groups"].items():
        yield f"  {name}: {figures}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--task", type=Path, required=True)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--vectors", type=Path)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        embed = VectorCache(arguments.vectors or Path(folder), OnnxEncoder()).vectors
        history = read_history(arguments.train, embed, Words())
        questions = read_questions(arguments.task, history.organisations)
        asked = [question for question in questions if question.right]
        results = compared(history, asked, embed)
    if arguments.json:
        content = {"questions": len(asked), "left_out": len(questions) - len(asked)}
        print(json.dumps(content | results, indent=2))
        return
    print(f"{len(asked)} projects, {len(history.projects):,} before them", end=", ")
    print(f"{len(history.organisations.rows):,} organisations")
    print("\n".join(shown(results, measures_of(asked))))


if __name__ == "__main__":
    main()
