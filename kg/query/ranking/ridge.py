"""Weighs past projects for a need: kernel ridge regression among the nearest ones.

Nearest neighbours count many like projects many times. Regression (Saunders et al. 1998; here
local, after Bottou and Vapnik 1992) shares the weight among projects that say the same, so that
ten follow-ups of one project do not outvote all others.
"""

import numpy as np
from numpy.typing import NDArray

from kg.query.ranking.incidence import Rows, Scores

# Of more projects the further ones hardly add anything.
NEIGHBOURS = 500
# How fast a project counts less the less like the need it is: exp(4 · (likeness - 1)).
STEEPNESS = 4.0
# How little one project is believed; more of it makes the weights smoother.
NOISE = 3.0


def nearest(likeness: Scores, most: int = NEIGHBOURS) -> Rows:
    """The rows of the highest values above 0, ties by row."""
    # A stable sort of a few thousand; a partition would cut ties anywhere.
    best = np.sort(np.argsort(-likeness, kind="stable")[:most])
    return best[likeness[best] > 0]


def ridge_weights(likeness: Scores, among: Scores, noise: float = NOISE) -> NDArray[np.float64]:
    """Weights of projects from their likeness to the need and to one another.

    `likeness` is (k,), `among` (k, k). A weight may be below 0: the project is like others that
    stand for the need better.
    """
    kernel = np.exp(STEEPNESS * (among.astype(np.float64) - 1))
    kernel[np.diag_indices_from(kernel)] += noise
    weights: NDArray[np.float64] = np.linalg.solve(kernel, np.exp(STEEPNESS * (likeness - 1.0)))
    return weights
