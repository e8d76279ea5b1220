"""How well statements fit a requirement: meaning, words, and the competency that they name."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.model import CompetencyMatch
from kg.projection.projection import Projection

Scores = NDArray[np.float32]

# The confidence from which a requirement is taken to mean a competency; below it a competency is
# shown as a candidate, but nobody is chosen by it.
SURE = 0.5

# The mix that measured best for sentences against texts (.7 dense, .3 BM25).
MEANING_SHARE = 0.7
WORDS_SHARE = 0.3
# On 1,188 statements, twenty sensible needs had a best mix of .37 to .73 or a sure competency,
# twenty senseless ones .13 to .35: the floor lies between.
FLOOR = 0.36
# However many words are shared, a statement of quite another meaning does not fit.
MEANING_FLOOR = 0.30
# The mix of a statement that says the same in the same words.
FULL = 0.75
NOTHING = 0.20


@dataclass(frozen=True, slots=True)
class CapabilityFit:
    """How well one capability fits one requirement, in 0..1, and by what."""

    capability: int
    value: float
    competency: CompetencyMatch | None


def fitting_capabilities(
    projection: Projection,
    vector: NDArray[np.float32],
    stems: Sequence[str],
    competencies: Sequence[CompetencyMatch],
) -> dict[int, CapabilityFit]:
    """The capabilities that credibly fit a requirement, by row."""
    values = statement_values(projection, vector, stems)
    rows = {match.id: projection.competencies.ids.find(match.id) for match in competencies}
    meant = {row for row in rows.values() if row is not None}
    is_sure = any(match.confidence >= SURE for match in competencies)
    found = {
        int(capability): CapabilityFit(int(capability), float(values[text]), None)
        for text in np.flatnonzero(values)
        for capability in projection.statements.capabilities[int(text)]
        if not (is_sure and _states_another(projection, int(capability), meant))
    }
    for match in competencies:
        concept = rows[match.id]
        if match.confidence < SURE or concept is None:
            continue
        for row in map(int, projection.competencies.bearers[concept]):
            if row not in found or found[row].value < match.confidence:
                found[row] = CapabilityFit(row, match.confidence, match)
    return found


def _states_another(projection: Projection, capability: int, meant: set[int]) -> bool:
    """Whether a capability states competencies, and none that the requirement may mean.

    Such a statement only shares words: "first inspection" of addresses is no metrology.
    """
    stated = set(map(int, projection.capabilities.competencies[capability]))
    return bool(stated) and not stated & meant


def statement_values(
    projection: Projection, vector: NDArray[np.float32], stems: Sequence[str]
) -> Scores:
    """For each text its fit in 0..1; 0 where it is not credible."""
    statements = projection.statements
    words = statements.lexicon.shares(stems)
    # What the meaning must reach for the mix to be credible, given the words.
    floors = np.maximum(MEANING_FLOOR, (FLOOR - WORDS_SHARE * words) / MEANING_SHARE)
    [near] = statements.vectors.near(vector[None, :], floors[:, None])
    mixed = MEANING_SHARE * near.products + WORDS_SHARE * words[near.rows]
    values = np.zeros(len(words), dtype=np.float32)
    values[near.rows] = np.clip((mixed - NOTHING) / (FULL - NOTHING), 0, 1)
    return values
