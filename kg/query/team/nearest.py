"""The statement that comes nearest to a requirement when none is credible."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.projection.projection import Projection
from kg.query.statements import MEANING_SHARE, WORDS_SHARE

# Below this mix a text is about something else, and its owner is not worth asking.
WORTH_ASKING = 0.30


@dataclass(frozen=True, slots=True)
class Nearest:
    """A statement that is not credible: whose it is, and its mix of meaning and words."""

    organisation: int
    text: str
    mix: float


def nearest_statement(
    projection: Projection, vector: NDArray[np.float32], stems: Sequence[str], region: str
) -> Nearest | None:
    """The nearest statement of somebody seated in the region ("" is everywhere), if it is near."""
    statements, capabilities = projection.statements, projection.capabilities
    [words] = statements.lexicon.shares([stems])
    floors = (WORTH_ASKING - WORDS_SHARE * words) / MEANING_SHARE
    [near] = statements.vectors.near(np.asarray(vector)[None, :], lambda part: floors[None, part])
    mixed = MEANING_SHARE * near.products + WORDS_SHARE * words[near.rows]
    for place in np.argsort(-mixed, kind="stable"):
        row = int(near.rows[place])
        for capability in map(int, statements.capabilities[row]):
            organisation = int(capabilities.organisation[capability])
            if projection.organisations.regions[organisation].startswith(region):
                return Nearest(organisation, statements.texts[row], float(mixed[place]))
    return None
