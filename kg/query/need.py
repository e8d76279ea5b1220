"""Understands a need written in plain language; no language model and no network."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.errors import InputError
from kg.model import CompetencyMatch, Need, Requirement
from kg.projection.projection import Projection
from kg.projection.vectors import Near
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
# The cosine from which a competency is shown, and a little less, since confidence is rounded.
COSINE_FLOOR = CONFIDENCE_FROM + SHOWN_FROM * (CONFIDENCE_TO - CONFIDENCE_FROM) - 1e-6


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
            raise InputError(
                "the need is empty; next step: say what is needed, such as “milling of titanium”"
            )
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
        near = projection.competencies.label_vectors.near(vectors, COSINE_FLOOR)
        return {
            text: _Reading(
                vector,
                tuple(self.words.stems(text)),
                _competencies(self.words.words(text), labels, projection),
            )
            for text, vector, labels in zip(texts, vectors, near, strict=True)
        }

    def _parts(
        self, clause: Clause, readings: Mapping[str, _Reading], projection: Projection
    ) -> list[Clause]:
        """The clause, or its pieces where each finds something of its own, on average more surely.

        "Milling and anodising" are two requirements, "build and test battery packs" is one. Where
        the whole finds nothing and a piece does, the pieces stand alone, so that what is open is
        named: "cheese and nuclear fuel rods".
        """
        pieces = split_joints(clause.text)
        if len(pieces) == 1:
            return [clause]
        whole, *parts = (_best(readings[t], projection) for t in (clause.text, *pieces))
        values = [value for value, _ in parts]
        is_apart = len({target for _, target in parts}) == len(parts)
        is_surer = all(values) and is_apart and sum(values) / len(values) > whole[0]
        is_half = not whole[0] and any(values)
        if not (is_surer or is_half):
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
    words: Sequence[str], near: Near, projection: Projection
) -> tuple[CompetencyMatch, ...]:
    """What a text may mean, from the labels near to it and those that stand in it."""
    columns = projection.competencies
    likely = np.clip((near.products - CONFIDENCE_FROM) / (CONFIDENCE_TO - CONFIDENCE_FROM), 0, 1)
    verbatim = np.array(columns.phrases.find_in(words), dtype=np.int64)
    rows = columns.label_competency[np.concatenate((near.rows, verbatim))]
    confidence = np.concatenate((likely, np.full(len(verbatim), VERBATIM, dtype=np.float32)))
    best: dict[int, float] = {}
    # The surest label of each competency comes first; rows are in order of ids, which break ties.
    for place in np.lexsort((rows, -confidence)):
        if len(best) == MOST_COMPETENCIES or confidence[place] < SHOWN_FROM:
            break
        best.setdefault(int(rows[place]), round(float(confidence[place]), 4))
    return tuple(
        CompetencyMatch(columns.ids[row], columns.names[row], value) for row, value in best.items()
    )
