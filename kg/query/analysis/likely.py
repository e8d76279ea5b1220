"""How likely labels are meant: by meaning, and by how many of their words are said.

A long requirement dilutes its meaning; what it says word for word still counts.
"""

from collections.abc import Sequence

import numpy as np

from kg.projection.columns import Texts
from kg.projection.vectors import Near
from kg.projection.words import Words
from kg.query.analysis.foreign import shares_a_word

# What a label gains in cosine if all of its words are said, chosen on the needs for development.
SAID = 0.10
# The labels nearest in meaning of which words are compared.
MOST_LABELS = 64


def likely(text: str, near: Near, labels: Texts, words: Words, *, is_foreign: bool) -> Near:
    """The nearest labels, those whose words are said raised.

    In another language than English only those that share a word with the text.
    """
    nearest = np.sort(np.argsort(-near.products, kind="stable")[:MOST_LABELS])
    rows, products = near.rows[nearest], near.products[nearest]
    named = [labels[int(row)] for row in rows]
    stems = frozenset(words.stems(text))
    said = [_share(words.stems(label), stems) for label in named]
    raised = (products + SAID * np.array(said, dtype=np.float32)).astype(np.float32)
    if is_foreign:
        own = words.words(text)
        kept = [n for n, label in enumerate(named) if shares_a_word(own, words.words(label))]
        return Near(rows[kept], raised[kept])
    return Near(rows, raised)


def _share(label: Sequence[str], said: frozenset[str]) -> float:
    """The share of the words of a label that are said."""
    return sum(stem in said for stem in label) / len(label) if label else 0.0
