"""Scores all organisations by their past, with what each feature adds."""

from collections.abc import Mapping

import numpy as np

from kg.query.ranking.features import measured
from kg.query.ranking.incidence import Scores
from kg.query.ranking.past_work import Asked
from kg.query.ranking.weights import PastWeights


def past_parts(asked: Asked, weights: PastWeights) -> dict[str, Scores]:
    """For each feature what it adds to the score of every organisation."""
    own = weights.of(with_partners=bool(asked.partners))
    return {name: own.get(name, 0.0) * values for name, values in measured(asked).items()}


def past_scores(parts: Mapping[str, Scores]) -> Scores:
    """The score of every organisation: the sum of its parts."""
    total: Scores = np.sum(list(parts.values()), axis=0, dtype=np.float32)
    return total
