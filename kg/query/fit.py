"""How well capabilities fit a requirement: by what they say and by the competency that they state.

The capabilities that fit are found as columns, since a common requirement has very many.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.model import CompetencyMatch
from kg.projection.columns import Indices, distinct
from kg.projection.projection import STATUSES, Floats, Projection
from kg.query.hierarchy import Bearing, bearings
from kg.query.statements import (
    FLOOR,
    FULL,
    MEANING_SHARE,
    NOTHING,
    WORDS_SHARE,
    Hits,
    Scores,
    scaled,
)

# The confidence from which a requirement is taken to mean a competency; below it a competency is
# shown as a candidate, but nobody is chosen by it.
SURE = 0.5

# Cosine of a requirement and a competency's nearest label, measured on the demonstration cluster:
# unrelated pairs stay below .45, other words for the same thing reach .65, the label itself 1.
CONFIDENCE_FROM = 0.45
CONFIDENCE_TO = 0.85

# How much of the fit of who states what is surely meant rests on what each says of it.
OWN_SHARE = 0.3
# The fit from which a statement counts whose organisation names another work for it: a mix of .40.
# A study "in a rented flat with a bed" has one of .36 with a flat to rent.
CLEAR = (0.40 - NOTHING) / (FULL - NOTHING)
# Stands for a capability that fits by what it says, and by no competency.
BY_WORDS = -1


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


@dataclass(frozen=True, slots=True)
class Fits:
    """The capabilities that credibly fit a requirement, in order of their rows, and whose they are.

    `values` are in 0..1; `competencies` are the rows of those by which they fit, or `BY_WORDS`, and
    `bearings` say what each of these is to the requirement.
    """

    capabilities: Indices
    organisations: Indices
    values: Floats
    competencies: Indices
    bearings: Mapping[int, Bearing]

    def kept(self, which: NDArray[np.bool_]) -> "Fits":
        """Those of them that `which` marks."""
        return Fits(
            self.capabilities[which],
            self.organisations[which],
            self.values[which],
            self.competencies[which],
            self.bearings,
        )


def fitting_capabilities(
    projection: Projection,
    hits: Hits,
    vector: Scores,
    competencies: Sequence[CompetencyMatch],
) -> Fits:
    """The capabilities that credibly fit a requirement, of which `hits` are the statements."""
    is_sure = any(match.confidence >= SURE for match in competencies)
    columns = projection.competencies
    near = bearings(columns, competencies, SURE)
    bearers = {concept: columns.bearers[concept] for concept in near}
    said, places = projection.statements.capabilities.spread(hits.rows)
    values = hits.values[places]
    meant = distinct(np.concatenate((np.empty(0, dtype=np.int32), *bearers.values())))
    counts = ~_only_share_words(projection, said, values, meant, is_sure=is_sure)
    rows = distinct(np.concatenate((said[counts], meant)))
    best, by = np.zeros(len(rows), np.float32), np.full(len(rows), BY_WORDS, np.int32)
    best[np.searchsorted(rows, said[counts])] = values[counts]
    for concept, bearing in near.items():
        own = bearers[concept]
        if not len(own) or (is_sure and bearing.match.confidence < SURE):
            continue
        texts = _Texts.of(projection, hits.words, vector, own)
        fits = texts.meant(bearing.confidence) if is_sure else texts.open(bearing.confidence)
        at = np.searchsorted(rows, own)
        is_better = fits > best[at]
        best[at[is_better]] = fits[is_better]
        by[at[is_better]] = concept if is_sure else BY_WORDS
    whose = projection.capabilities.organisation[rows]
    return Fits(rows, whose, best.astype(np.float64).round(6), by, near).kept(best > 0)


@dataclass(frozen=True, slots=True)
class _Texts:
    """What capabilities say that state a competency: how near in meaning, and how much in words.

    Many capabilities share a text: each is compared once, and `places` are those of its sharers.
    """

    products: Scores
    said: Scores
    places: NDArray[np.intp]

    @classmethod
    def of(
        cls, projection: Projection, words: Scores, vector: Scores, bearers: Indices
    ) -> "_Texts":
        texts, places = np.unique(projection.capabilities.text[bearers], return_inverse=True)
        products = np.einsum("nd,d->n", projection.statements.vectors.exact[texts], vector)
        return cls(products, WORDS_SHARE * words[texts], places)

    def meant(self, confidence: float) -> Scores:
        """How well they fit where the competency is surely meant.

        By how surely, and in part by what each says of it: of all who bend sheet, who speaks of tin
        is the nearest to "bends tin".
        """
        own = scaled(MEANING_SHARE * self.products + self.said)
        return self._spread(confidence * (1 - OWN_SHARE + OWN_SHARE * own))

    def open(self, confidence: float) -> Scores:
        """How well they fit where it is open what is meant.

        The competency's name is taken as a second text; the two together must be credible.
        """
        named = CONFIDENCE_FROM + confidence * (CONFIDENCE_TO - CONFIDENCE_FROM)
        both: Scores = np.asarray((self.products + named) / 2, dtype=np.float32)
        mixed = MEANING_SHARE * both + self.said
        return self._spread(np.where(mixed >= FLOOR, scaled(mixed), 0))

    def _spread(self, values: NDArray[np.floating]) -> Scores:
        rounded = np.asarray(values, dtype=np.float64).round(4)
        return rounded.astype(np.float32)[self.places]


def _only_share_words(
    projection: Projection,
    capabilities: Indices,
    values: Scores,
    meant: Indices,
    *,
    is_sure: bool,
) -> NDArray[np.bool_]:
    """Whether capabilities state competencies, and none that the requirement may mean.

    Such a statement only shares words: "first inspection" of addresses is no metrology. While it
    is open what the requirement means, it counts if it says so clearly.
    """
    columns = projection.capabilities
    begins = columns.competencies.offsets
    is_meant = np.isin(capabilities, meant, kind="table")
    states_others = (begins[capabilities + 1] > begins[capabilities]) & ~is_meant
    if is_sure:
        return states_others
    is_own = columns.status[capabilities] != STATUSES.index("derived")
    return np.asarray(states_others & is_own & (values < np.float32(CLEAR)))
