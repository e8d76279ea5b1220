"""Understands a need written in plain language; no language model and no network."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.errors import InputError
from kg.model import CompetencyMatch, Need, Requirement
from kg.projection.projection import Projection
from kg.projection.words import Words
from kg.query.clauses import LONGEST_NEED, Clause, split_clauses, split_joints
from kg.query.fit import SURE, statement_values

Encode = Callable[[Sequence[str]], NDArray[np.float32]]

# Cosine of a requirement and a competency's nearest label, measured on the demonstration cluster:
# unrelated pairs stay below .45, other words for the same thing reach .65, the label itself 1.
CONFIDENCE_FROM = 0.45
CONFIDENCE_TO = 0.85
# A label that stands in the requirement word for word leaves little doubt; it may still be said of
# something else ("no milling").
VERBATIM = 0.9
MOST_COMPETENCIES = 5
SHOWN_FROM = 0.1
# Texts compared with all labels in one pass: for sixteen it takes 6 MB a 100,000 labels.
READ_TOGETHER = 16


@dataclass(frozen=True, slots=True)
class Understood:
    """A need with the vector and the word stems of each requirement."""

    need: Need
    vectors: NDArray[np.float32]
    stems: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    """A stretch of a need with its vector, its word stems and what it may mean."""

    vector: NDArray[np.float32]
    stems: tuple[str, ...]
    competencies: tuple[CompetencyMatch, ...]


@dataclass(frozen=True, slots=True)
class NeedReader:
    """Reads needs against the competencies of a read model."""

    encode: Encode
    words: Words

    def read(self, text: str, projection: Projection) -> Understood:
        """Raises InputError for a text that is empty or far longer than any need."""
        text = text.replace("\0", "").strip()
        if not text:
            raise InputError('the need is empty; try: kg match "five-axis milling of titanium"')
        if len(text) > LONGEST_NEED:
            raise InputError(
                f"the need has {len(text):,} characters, more than {LONGEST_NEED:,}; "
                "next step: shorten it to what is asked for"
            )
        clauses = [c for c in split_clauses(text) if self.words.stems(c.text)]
        readings = self._readings(clauses, projection)
        parts = [part for clause in clauses for part in self._parts(clause, readings, projection)]
        found = [readings[part.text] for part in parts]
        requirements = tuple(
            Requirement(f"R{i}", part.text, part.must, reading.competencies)
            for i, (part, reading) in enumerate(zip(parts, found, strict=True), start=1)
        )
        vectors = np.array([reading.vector for reading in found], dtype=np.float32)
        stems = tuple(reading.stems for reading in found)
        return Understood(Need(text, requirements), vectors, stems)

    def _readings(self, clauses: Sequence[Clause], projection: Projection) -> dict[str, _Reading]:
        """Each clause and each of its pieces, read together: a pass over all labels takes time."""
        texts = list(dict.fromkeys(t for c in clauses for t in (c.text, *split_joints(c.text))))
        vectors = self.encode(texts)
        readings = {}
        for begin in range(0, len(texts), READ_TOGETHER):
            part = vectors[begin : begin + READ_TOGETHER]
            likeness = projection.competencies.label_vectors @ part.T
            for text, vector, column in zip(texts[begin:], part, likeness.T, strict=False):
                stems = tuple(self.words.stems(text))
                matches = _competencies(self.words.words(text), column, projection)
                readings[text] = _Reading(vector, stems, matches)
        return readings

    def _parts(
        self, clause: Clause, readings: Mapping[str, _Reading], projection: Projection
    ) -> list[Clause]:
        """The clause, or its pieces where each finds something of its own, on average more surely.

        "Milling and anodising" are two requirements, "build and test battery packs" is one.
        """
        pieces = split_joints(clause.text)
        if len(pieces) == 1:
            return [clause]
        whole, *parts = (_best(readings[t], projection) for t in (clause.text, *pieces))
        values = [value for value, _ in parts]
        is_apart = len({target for _, target in parts}) == len(parts)
        if not all(values) or not is_apart or sum(values) / len(values) <= whole[0]:
            return [clause]
        return [Clause(piece, clause.must) for piece in pieces]


def _best(reading: _Reading, projection: Projection) -> tuple[float, str]:
    """What a text finds best, a competency or a statement, and how surely (0 if not)."""
    found = [(c.confidence, c.id) for c in reading.competencies[:1] if c.confidence >= SURE]
    values = statement_values(projection, reading.vector, reading.stems)
    # One word alone, such as "build", is too little to find a statement by.
    if len(reading.stems) > 1 and len(values):
        row = int(values.argmax())
        found.append((float(values[row]), f"statement {row}"))
    return max(found, default=(0.0, ""))


def _competencies(
    words: Sequence[str], likeness: NDArray[np.float32], projection: Projection
) -> tuple[CompetencyMatch, ...]:
    """What a text may mean, from its likeness to each label."""
    columns = projection.competencies
    if not len(columns.labels):
        return ()
    best = np.full(len(columns.ids), -1.0, dtype=np.float32)
    np.maximum.at(best, columns.label_competency, likeness)
    confidence = np.clip((best - CONFIDENCE_FROM) / (CONFIDENCE_TO - CONFIDENCE_FROM), 0, 1)
    verbatim = columns.label_competency[columns.phrases.find_in(words)]
    confidence[verbatim] = np.maximum(confidence[verbatim], VERBATIM)
    # A stable sort over rows that are ordered by id: ties break by id.
    order = np.argsort(-confidence, kind="stable")[:MOST_COMPETENCIES]
    return tuple(
        CompetencyMatch(columns.ids[row], columns.names[row], round(float(confidence[row]), 4))
        for row in order
        if confidence[row] >= SHOWN_FROM
    )
