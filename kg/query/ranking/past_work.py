"""What organisations did before, as columns: projects, their texts, and who took part."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kg.query.ranking.incidence import Incidence, Rows, Scores
from kg.query.ranking.term_vectors import TermVectors

UNKNOWN = -1
# Neither measure alone found partners as well as their mean, on earlier projects.
MEANING_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class PastWork:
    """One row a project. Projects without a text say who worked together, but not on what.

    `vectors` (projects, d) are of unit length, or zero without a text. `themes` and `kinds` are
    codes of programmes of projects and kinds of organisations, UNKNOWN where not stated. `counts`
    is how many projects each organisation took part in; `projects` may hold those of partners
    only, and without `words` projects are compared by their vectors alone.
    """

    vectors: Scores
    words: TermVectors | None
    members: Incidence
    projects: Incidence
    counts: Rows
    themes: Rows
    kinds: Rows
    countries: Rows

    def likeness(self, vector: Scores, stems: Sequence[str]) -> Scores:
        """How like a text each project is, in 0..1."""
        mixed = self.vectors @ vector
        if self.words:
            mixed = MEANING_SHARE * mixed + (1 - MEANING_SHARE) * self.words.near(stems)
        return np.where(self.vectors.any(axis=1), mixed, 0).astype(np.float32)

    def among(self, rows: Rows) -> Scores:
        """How like one another some projects are."""
        own = self.vectors[rows]
        alike: Scores = own @ own.T
        if self.words:
            alike = MEANING_SHARE * alike + (1 - MEANING_SHARE) * self.words.among(rows)
        return alike


@dataclass(frozen=True, slots=True)
class Asked:
    """A need to be ranked for: how like each project is to it, its theme, and given partners."""

    past: PastWork
    likeness: Scores
    theme: int = UNKNOWN
    partners: tuple[int, ...] = ()
