"""How well statements fit a requirement: meaning, words, and the competency that they name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.model import CompetencyMatch
from kg.projection.columns import Indices
from kg.projection.projection import STATUSES, Projection
from kg.query.hierarchy import bearings

Scores = NDArray[np.float32]

# The confidence from which a requirement is taken to mean a competency; below it a competency is
# shown as a candidate, but nobody is chosen by it.
SURE = 0.5

# Cosine of a requirement and a competency's nearest label, measured on the demonstration cluster:
# unrelated pairs stay below .45, other words for the same thing reach .65, the label itself 1.
CONFIDENCE_FROM = 0.45
CONFIDENCE_TO = 0.85

# The mix that measured best for sentences against texts (.7 dense, .3 BM25).
MEANING_SHARE = 0.7
WORDS_SHARE = 0.3
# On 1,188 statements, twenty sensible needs had a best mix of .37 to .73 or a sure competency,
# twenty senseless ones .13 to .35: the floor lies between.
FLOOR = 0.36
# However many words are shared, a statement of quite another meaning does not fit.
MEANING_FLOOR = 0.30
# How much of the fit of who states what is surely meant rests on what each says of it.
OWN_SHARE = 0.3
# The mix of a statement that says the same in the same words.
FULL = 0.75
NOTHING = 0.20
# The fit from which a statement counts whose organisation names another work for it: a mix of .40.
# A study "in a rented flat with a bed" has one of .36 with a flat to rent.
CLEAR = (0.40 - NOTHING) / (FULL - NOTHING)


@dataclass(frozen=True, slots=True)
class CapabilityFit:
    """How well one capability fits one requirement, in 0..1, and by what.

    `competency` is what the requirement means; `stated` is another one that the capability states,
    and `relation` says how that stands to it: narrower or broader.
    """

    capability: int
    value: float
    competency: CompetencyMatch | None
    stated: str = ""
    relation: str = ""


def fitting_capabilities(
    projection: Projection,
    vector: NDArray[np.float32],
    stems: Sequence[str],
    competencies: Sequence[CompetencyMatch],
) -> dict[int, CapabilityFit]:
    """The capabilities that credibly fit a requirement, by row."""
    words = projection.statements.lexicon.shares(stems)
    values = _statement_values(projection, vector, words)
    columns = projection.competencies
    meant = bearings(columns, competencies, SURE)
    is_sure = any(match.confidence >= SURE for match in competencies)
    found = {
        int(capability): CapabilityFit(int(capability), float(values[text]), None)
        for text in np.flatnonzero(values)
        for capability in projection.statements.capabilities[int(text)]
        if not _only_shares_words(
            projection, int(capability), meant, float(values[text]), is_sure=is_sure
        )
    }
    for concept, bearing in meant.items():
        bearers = columns.bearers[concept]
        if not len(bearers) or (is_sure and bearing.match.confidence < SURE):
            continue
        named = columns.names[concept] if bearing.relation else ""
        sure_match = bearing.match if is_sure else None
        fits = _bearer_values(
            projection, vector, words, bearers, bearing.confidence, is_sure=is_sure
        )
        for row, value in zip(map(int, bearers), map(float, fits), strict=True):
            if value and (row not in found or found[row].value < value):
                found[row] = CapabilityFit(
                    row, round(value, 4), sure_match, named, bearing.relation
                )
    return found


def _bearer_values(
    projection: Projection,
    vector: NDArray[np.float32],
    words: Scores,
    bearers: Indices,
    confidence: float,
    *,
    is_sure: bool,
) -> Scores:
    """How well capabilities fit that state a competency which the requirement may mean.

    Where it surely does, by how surely, and in part by what each says of it: of all who bend sheet,
    who speaks of tin is the nearest to "bends tin". Where it is open, the competency's name is
    taken as a second text of the capability; the two together must be credible.
    """
    # Many capabilities share a text: each is compared once.
    texts, places = np.unique(projection.capabilities.text[bearers], return_inverse=True)
    products = np.einsum("nd,d->n", projection.statements.vectors.exact[texts], vector)
    said = WORDS_SHARE * words[texts]
    if is_sure:
        own = _scaled(MEANING_SHARE * products + said)
        values = confidence * (1 - OWN_SHARE + OWN_SHARE * own)
    else:
        named = CONFIDENCE_FROM + confidence * (CONFIDENCE_TO - CONFIDENCE_FROM)
        mixed = MEANING_SHARE * (products + named) / 2 + said
        values = np.where(mixed >= FLOOR, _scaled(mixed), 0)
    return np.asarray(values, dtype=np.float32)[places]


def _only_shares_words(
    projection: Projection, capability: int, meant: Collection[int], value: float, *, is_sure: bool
) -> bool:
    """Whether a capability states competencies, and none that the requirement may mean.

    Such a statement only shares words: "first inspection" of addresses is no metrology. While it
    is open what the requirement means, it counts if it says so clearly.
    """
    stated = set(map(int, projection.capabilities.competencies[capability]))
    if not stated or not stated.isdisjoint(meant):
        return False
    is_own = STATUSES[projection.capabilities.status[capability]] != "derived"
    return is_sure or (is_own and value < CLEAR)


def statement_values(
    projection: Projection, vector: NDArray[np.float32], stems: Sequence[str]
) -> Scores:
    """For each text its fit in 0..1; 0 where it is not credible."""
    return _statement_values(projection, vector, projection.statements.lexicon.shares(stems))


def _statement_values(projection: Projection, vector: NDArray[np.float32], words: Scores) -> Scores:
    # What the meaning must reach for the mix to be credible, given the words.
    floors = np.maximum(MEANING_FLOOR, (FLOOR - WORDS_SHARE * words) / MEANING_SHARE)
    [near] = projection.statements.vectors.near(vector[None, :], floors[:, None])
    values = np.zeros(len(words), dtype=np.float32)
    values[near.rows] = _scaled(MEANING_SHARE * near.products + WORDS_SHARE * words[near.rows])
    return values


def _scaled(mixed: Scores) -> Scores:
    return np.asarray(np.clip((mixed - NOTHING) / (FULL - NOTHING), 0, 1), dtype=np.float32)
