"""Reads projects and who took part in them, to learn weights from and to measure with.

A folder holds `train_projects.jsonl.gz` (rcn, title, topic_description, theme, start_date),
`train_participations.csv.gz` (rcn, pic) and `train_organisations.csv.gz` (pic, activity_type,
country, sme).
"""

import csv
import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.projection.words import Words
from kg.query.ranking.incidence import Incidence, Rows, Scores
from kg.query.ranking.past_work import UNKNOWN, PastWork
from kg.query.ranking.term_vectors import TermVectors

Embed = Callable[[Sequence[str]], NDArray[np.float32]]
# What is written where nothing is known.
NOTHING = frozenset({"", "NA"})


@dataclass(frozen=True, slots=True)
class Project:
    """A past project; `text` is its title and topic, empty where neither is known."""

    text: str
    theme: str
    start: str


@dataclass(frozen=True, slots=True)
class Organisations:
    """One row an organisation, in the order of the file."""

    rows: Mapping[str, int]
    kinds: tuple[str, ...]
    countries: tuple[str, ...]
    sizes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """All projects with their texts' vectors and stems, from which any past can be cut."""

    projects: tuple[Project, ...]
    organisations: Organisations
    taken_part: NDArray[np.int64]
    vectors: Scores
    stems: tuple[tuple[str, ...], ...]

    @property
    def themes(self) -> dict[str, int]:
        names = sorted({p.theme for p in self.projects} - NOTHING)
        return {name: code for code, name in enumerate(names)}

    def past(self, rows: Rows) -> PastWork:
        """What was done in some of the projects."""
        places = np.full(len(self.projects), UNKNOWN)
        places[rows] = np.arange(len(rows))
        pairs = np.column_stack((places[self.taken_part[:, 0]], self.taken_part[:, 1]))
        themes = self.themes
        members = Incidence.of(pairs[pairs[:, 0] >= 0], len(rows), len(self.organisations.rows))
        projects = members.transposed()
        return PastWork(
            self.vectors[rows],
            TermVectors.build([self.stems[row] for row in rows]),
            members,
            projects,
            projects.counts,
            np.array([themes.get(self.projects[row].theme, UNKNOWN) for row in rows]),
            _codes(self.organisations.kinds),
            _codes(self.organisations.countries),
        )

    def whole(self) -> PastWork:
        return self.past(np.arange(len(self.projects)))


def read_history(folder: Path, embed: Embed, words: Words) -> History:
    """Reads a folder and computes what its texts mean."""
    entries = [json.loads(line) for line in _lines(folder / "train_projects.jsonl.gz")]
    projects = tuple(
        Project(_text(entry), entry["theme"], entry["start_date"]) for entry in entries
    )
    organisations = _organisations(folder / "train_organisations.csv.gz")
    rows = {entry["rcn"]: row for row, entry in enumerate(entries)}
    pairs = [
        (rows[entry["rcn"]], organisations.rows[entry["pic"]])
        for entry in csv.DictReader(_lines(folder / "train_participations.csv.gz"))
        if entry["rcn"] in rows and entry["pic"] in organisations.rows
    ]
    texts = [project.text for project in projects]
    vectors = embed(texts)
    vectors[[not text for text in texts]] = 0.0
    stems = tuple(tuple(own) for own in words.all_stems(texts))
    return History(
        projects, organisations, np.array(pairs, dtype=np.int64).reshape(-1, 2), vectors, stems
    )


def _text(entry: Mapping[str, str]) -> str:
    return " — ".join(filter(None, (entry["title"], entry["topic_description"])))


def _organisations(file: Path) -> Organisations:
    entries = list(csv.DictReader(_lines(file)))
    return Organisations(
        {entry["pic"]: row for row, entry in enumerate(entries)},
        tuple(entry["activity_type"] for entry in entries),
        tuple(entry["country"] for entry in entries),
        tuple(entry["sme"] for entry in entries),
    )


def _codes(names: Sequence[str]) -> Rows:
    known = {name: code for code, name in enumerate(sorted(set(names) - NOTHING))}
    return np.array([known.get(name, UNKNOWN) for name in names], dtype=np.int64)


def _lines(file: Path) -> Iterator[str]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        yield from lines
