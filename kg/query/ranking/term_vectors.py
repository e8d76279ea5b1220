"""TF-IDF vectors of texts, compared with a query and with one another."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.query.ranking.incidence import Rows, Scores


@dataclass(frozen=True, slots=True)
class TermVectors:
    """Rows of unit length: (1 + log tf) · (1 + log ((n + 1) / (df + 1))), as in scikit-learn."""

    places: dict[str, int]
    idf: Scores
    offsets: Rows
    terms: Rows
    values: Scores

    @classmethod
    def build(cls, stems: Sequence[Sequence[str]]) -> "TermVectors":
        """From the stems of each text."""
        counts = [Counter(own) for own in stems]
        spread = Counter(term for own in counts for term in own)
        places = {term: place for place, term in enumerate(sorted(spread))}
        frequency = np.array([spread[term] for term in places], dtype=np.float32)
        idf = (1 + np.log((len(stems) + 1) / (frequency + 1))).astype(np.float32)
        rows = [_row(own, places, idf) for own in counts]
        offsets = np.concatenate(([0], np.cumsum([len(terms) for terms, _ in rows])))
        return cls(
            places,
            idf,
            offsets.astype(np.int64),
            np.concatenate([np.zeros(0, np.int64), *(terms for terms, _ in rows)]),
            np.concatenate([np.zeros(0, np.float32), *(values for _, values in rows)]),
        )

    def near(self, stems: Sequence[str]) -> Scores:
        """The cosine of each text with a query."""
        weights = np.zeros(len(self.idf), dtype=np.float32)
        terms, values = _row(Counter(stems), self.places, self.idf)
        weights[terms] = values
        sums = np.concatenate(([0.0], np.cumsum(weights[self.terms] * self.values)))
        return np.diff(sums[self.offsets]).astype(np.float32)

    def among(self, rows: Rows) -> Scores:
        """The cosines of some texts with one another."""
        spans = [np.arange(self.offsets[row], self.offsets[row + 1]) for row in rows]
        entries = np.concatenate([np.zeros(0, np.int64), *spans])
        terms, places = np.unique(self.terms[entries], return_inverse=True)
        dense = np.zeros((len(rows), len(terms)), dtype=np.float32)
        dense[np.repeat(np.arange(len(rows)), [len(s) for s in spans]), places] = self.values[
            entries
        ]
        return dense @ dense.T


def _row(
    counts: Counter[str], places: dict[str, int], idf: Scores
) -> tuple[NDArray[np.int64], Scores]:
    known = sorted((places[term], number) for term, number in counts.items() if term in places)
    terms = np.array([place for place, _ in known], dtype=np.int64)
    often = np.array([number for _, number in known], dtype=np.float32)
    values = (1 + np.log(often)) * idf[terms] if known else np.zeros(0, np.float32)
    length = float(np.linalg.norm(values))
    return terms, (values / length if length else values).astype(np.float32)
