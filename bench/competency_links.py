"""How often a competency that a text is found to be about is right, and where the floor comes from.

    python bench/competency_links.py DATA [--vectors DIR]

DATA holds h2020/, h2020-bench/, esco/ and skill-extraction/. Texts are compared with all skills of
ESCO 1.1.1. competency_links.csv says of 1,437 pairs of a project (by its rcn) and a skill (by its
UUID) whether the project's title and topic are about the skill: judged by one reader, in random
order and without scores, from what several simple rankings put first. The parts share no topic:
`calibration` gave the curve and the floor, `validation` checks them, `other` are projects of other
programmes. DIR keeps vectors for the next time; without it this takes some minutes.
"""

import argparse
import csv
import gzip
import io
import json
import string
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from kg.embed.cache import VectorCache
from kg.embed.onnx import OnnxEncoder
from kg.ingest.sources.esco import concept_id
from kg.projection.competency_search import (
    FLOOR,
    MIDDLE,
    MOST_FOUND,
    STEEPNESS,
    CompetencySearch,
    confidence,
)
from kg.projection.label_index import Labelled
from kg.projection.words import Words

JUDGED = Path(__file__).with_suffix(".csv")
PARTS = ("calibration", "validation", "other")
WANTED = 0.75
GIBBERISH = 1_000
# How many sentences make a long text.
GROUP = 8


@dataclass(frozen=True, slots=True)
class Best:
    """The best skills of one text before the floor, each with its score and whether it is right."""

    skills: tuple[str, ...]
    scores: tuple[float, ...]
    right: tuple[bool | None, ...]


def read_skills(data: Path) -> dict[str, Labelled]:
    """Each skill by its id."""
    [archive] = data.glob("esco/*/*classification*.zip")
    with zipfile.ZipFile(archive) as packed, packed.open("skills_en.csv") as file:
        rows = list(csv.DictReader(io.TextIOWrapper(file, "utf-8")))
    names = {concept_id(row["conceptUri"]): row for row in rows}
    return {
        id_: Labelled(
            id_,
            tuple(dict.fromkeys((row["preferredLabel"], *row["altLabels"].splitlines()))),
            row["definition"] or row["description"],
        )
        for id_, row in names.items()
    }


def read_projects(data: Path) -> Iterator[Mapping[str, str]]:
    with (data / "h2020" / "projects.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
    with gzip.open(data / "h2020-bench" / "train_projects.jsonl.gz", "rt", "utf-8") as file:
        yield from map(json.loads, file)


def text_of(project: Mapping[str, str]) -> str:
    """The text of a derived capability, as a load makes it."""
    return f"{project['title']}. {project['topic_description']}"


def read_judged() -> dict[str, dict[str, dict[str, bool]]]:
    """By part, by project, the verdict on each skill."""
    judged: dict[str, dict[str, dict[str, bool]]] = {part: defaultdict(dict) for part in PARTS}
    with JUDGED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            judged[row["part"]][row["rcn"]][f"esco:{row['skill']}"] = row["right"] == "1"
    return judged


def best_of(
    search: CompetencySearch, texts: Sequence[str], verdicts: Sequence[Mapping[str, bool]]
) -> list[Best]:
    found = []
    for scores, verdict in zip(search.scores(texts), verdicts, strict=True):
        rows = np.argsort(-scores, kind="stable")[:MOST_FOUND]
        skills = tuple(search.ids[row] for row in rows)
        right = tuple(verdict.get(skill) for skill in skills)
        found.append(Best(skills, tuple(float(scores[row]) for row in rows), right))
    return found


def pairs(found: Sequence[Best], floor: float = 0) -> list[tuple[float, bool | None]]:
    """The confidence and the verdict of each link that reaches a floor."""
    links = [(confidence(s), r) for b in found for s, r in zip(b.scores, b.right, strict=True)]
    return [(value, right) for value, right in links if value >= floor]


def precision(links: Sequence[tuple[float, bool | None]]) -> float:
    judged = [right for _, right in links if right is not None]
    return float(np.mean(judged)) if judged else float("nan")


def fit_curve(found: Sequence[Best]) -> tuple[float, float]:
    """Middle and steepness of the logistic curve of greatest likelihood (Newton's method)."""
    every = [(s, r) for b in found for s, r in zip(b.scores, b.right, strict=True)]
    scores = np.array([score for score, right in every if right is not None])
    right = np.array([right for _, right in every if right is not None], dtype=float)
    columns = np.column_stack([scores, np.ones(len(scores))])
    weights = np.zeros(2)
    for _ in range(50):
        odds = 1 / (1 + np.exp(-columns @ weights))
        slope = (columns.T * (odds * (1 - odds))) @ columns
        weights -= np.linalg.solve(slope, columns.T @ (odds - right))
    return float(-weights[1] / weights[0]), float(weights[0])


def tell_projects(search: CompetencySearch, data: Path) -> None:
    texts = {project["rcn"]: text_of(project) for project in read_projects(data)}
    judged = read_judged()
    found = {
        part: best_of(search, [texts[rcn] for rcn in judged[part]], list(judged[part].values()))
        for part in PARTS
    }
    middle, steepness = fit_curve(found["calibration"])
    print(f"curve through calibration: middle {middle:.3f}, steepness {steepness:.1f}")
    floors = takewhile(
        lambda floor: not precision(pairs(found["calibration"], floor)) < WANTED,
        (step / 100 for step in range(99, 0, -1)),
    )
    print(f"lowest floor down to which {WANTED:.2f} are right: {min(floors):.2f}")
    print(f"shipped: middle {MIDDLE}, steepness {STEEPNESS}, floor {FLOOR}")
    for part in PARTS:
        links = pairs(found[part], FLOOR)
        linked = sum(confidence(best.scores[0]) >= FLOOR for best in found[part])
        unjudged = sum(right is None for _, right in links)
        print(
            f"{part}: {precision(links):.2f} of {len(links)} links right ({unjudged} not judged), "
            f"{linked} of {len(found[part])} texts linked"
        )
    checked = [p for part in PARTS[1:] for p in pairs(found[part]) if p[1] is not None]
    for low in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        within = [(value, right) for value, right in checked if low <= value < low + 0.1]
        print(f"confidence {low:.1f} to {low + 0.1:.1f}: {precision(within):.2f} of {len(within)}")
    tell_whole(search, data)


def tell_whole(search: CompetencySearch, data: Path) -> None:
    with (data / "h2020" / "projects.csv").open(encoding="utf-8", newline="") as file:
        texts = list(dict.fromkeys(map(text_of, csv.DictReader(file))))
    begin = time.process_time()
    counts = np.array([len(found) for found in search.find(texts)])
    seconds = time.process_time() - begin
    linked = counts[counts > 0]
    print(
        f"h2020: {len(linked)} of {len(texts)} texts linked ({len(linked) / len(texts):.0%}), "
        f"{linked.mean():.1f} links each; {seconds:.0f} s of processor time"
    )


def read_sentences(data: Path, stem: str, named: Mapping[str, str]) -> dict[str, dict[str, bool]]:
    """The skills that annotators gave to each sentence."""
    right: dict[str, dict[str, bool]] = defaultdict(dict)
    file = data / "skill-extraction" / f"{stem}_annotations.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            right[row["sentence"]][named.get(row["label"], "")] = True
    return right


def in_groups(right: Mapping[str, Mapping[str, bool]]) -> dict[str, dict[str, bool]]:
    """Texts of several sentences that follow one another, with the skills of all of them."""
    sentences = list(right)
    groups = [sentences[begin : begin + GROUP] for begin in range(0, len(sentences), GROUP)]
    return {
        ". ".join(sentence.rstrip(" .") for sentence in group): {
            skill: True for sentence in group for skill in right[sentence]
        }
        for group in groups
    }


def tell_sentences(search: CompetencySearch, data: Path, skills: Mapping[str, Labelled]) -> None:
    named = {skill.labels[0]: id_ for id_, skill in skills.items()}
    wrong = dict.fromkeys(skills, False)
    for stem in ("house_validation", "tech_validation"):
        single = read_sentences(data, stem, named)
        for name, right in (("sentences", single), (f"texts of {GROUP}", in_groups(single))):
            found = best_of(search, list(right), [wrong | labels for labels in right.values()])
            links = pairs(found, FLOOR)
            linked = sum(confidence(best.scores[0]) >= FLOOR for best in found)
            print(
                f"{stem}: {linked} of {len(found)} {name} linked; {precision(links):.2f} of "
                f"{len(links)} links bear a label that annotators gave"
            )


def tell_gibberish(search: CompetencySearch) -> None:
    random = np.random.default_rng(1)
    texts = [
        " ".join(
            "".join(random.choice(list(string.ascii_lowercase), random.integers(3, 10)))
            for _ in range(random.integers(2, 13))
        )
        for _ in range(GIBBERISH)
    ]
    linked = sum(bool(found) for found in search.find(texts))
    print(f"gibberish: {linked} of {GIBBERISH:,} texts linked")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--vectors", type=Path)
    arguments = parser.parse_args()
    skills = read_skills(arguments.data)
    vocabulary = list(skills.values())
    with TemporaryDirectory() as folder:
        encoder = OnnxEncoder()
        cache = VectorCache(arguments.vectors or Path(folder), encoder)

        def embed(texts: Sequence[str]) -> NDArray[np.float32]:
            return cache.vectors(texts)

        search = CompetencySearch.build(vocabulary, embed, encoder.encode, Words())
        tell_projects(search, arguments.data)
        tell_sentences(search, arguments.data, skills)
        tell_gibberish(search)


if __name__ == "__main__":
    main()
