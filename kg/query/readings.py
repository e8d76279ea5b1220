"""What stretches of a need may mean, and by that whether a clause is one requirement or several."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.model import CompetencyMatch
from kg.query.analysis.clause import Piece, ReadClause
from kg.query.fit import SURE
from kg.query.statements import Hits

# A label that stands in the requirement word for word leaves little doubt; it may still be said of
# something else ("no milling").
VERBATIM = 0.9


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of a need with its vector, its word stems, what it may mean and who says so.

    `is_known` says whether any statement holds a word of it, or may, as in another language.
    """

    vector: NDArray[np.float32]
    stems: tuple[str, ...]
    competencies: tuple[CompetencyMatch, ...]
    hits: Hits
    is_known: bool

    @property
    def is_understood(self) -> bool:
        """Whether it holds a word of this cluster, or is near to one of its competencies."""
        return self.is_known or bool(self.competencies)


Readings = Mapping[str, Reading]


def worded(stems: Iterable[str]) -> Iterator[str]:
    """Those stems that are no numbers: any text may hold a 500."""
    return (stem for stem in stems if not stem.isdigit())


def divided(clause: ReadClause, readings: Readings) -> list[Piece]:
    """The clause, or its pieces where each finds something of its own, on average more surely.

    "Milling and anodising" are two requirements, "build and test battery packs" is one. Where
    the whole finds nothing and a piece does, the pieces stand alone, so that what is open is
    named: "cheese and nuclear fuel rods". So they do where each names something of its own, and
    where a piece finds more than likely what it means beside one that says something and finds
    nothing, if the whole finds little, or that other piece is not understood at all.
    """
    if not clause.pieces:
        return []
    texts = (clause.text, *(piece.text for piece in clause.pieces))
    if len(clause.pieces) == 1 or not all(text in readings for text in texts):
        return [clause.whole]
    whole, *parts = (_best(readings[text]) for text in texts)
    values = [value for value, _ in parts]
    is_apart = len({target for _, target in parts}) == len(parts)
    is_surer = all(values) and is_apart and sum(values) / len(values) > whole[0]
    is_half = any(values) and (not whole[0] or _is_half(whole[0], values, texts[1:], readings))
    is_named = _are_named([readings[text] for text in texts[1:]])
    return list(clause.pieces) if is_surer or is_half or is_named else [clause.whole]


def _are_named(pieces: Sequence[Reading]) -> bool:
    """Whether each piece names a competency of its own, however surely the whole finds one."""
    best = [reading.competencies[0] for reading in pieces if reading.competencies]
    names = {match.id for match in best if match.confidence >= VERBATIM}
    return len(names) == len(pieces)


def _is_half(
    whole: float, values: Sequence[float], texts: Sequence[str], readings: Readings
) -> bool:
    """Whether a piece finds what the whole does not, beside one that finds nothing.

    Or as much, beside one that is not understood: "spark erosion and astrological blessing".
    """
    pairs = zip(texts, values, strict=True)
    lost = [readings[text] for text, value in pairs if not value and len(readings[text].stems) > 1]
    if whole < SURE <= max(values):
        return bool(lost)
    return max(values) >= min(whole, VERBATIM) and not all(
        reading.is_understood for reading in lost
    )


def _best(reading: Reading) -> tuple[float, str]:
    """What a text finds best, a competency or a statement, and how surely (0 if not)."""
    found = [(c.confidence, c.id) for c in reading.competencies[:1] if c.confidence >= SURE]
    hits = reading.hits
    # One word alone, such as "build", is too little to find a statement by.
    if len(reading.stems) > 1 and len(hits.rows):
        best = int(hits.values.argmax())
        found.append((float(hits.values[best]), f"statement {hits.rows[best]}"))
    return max(found, default=(0.0, ""))
