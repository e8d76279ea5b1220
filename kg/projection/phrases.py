"""Finds the labels that stand in a text word for word, however many labels there are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Indices

LONGEST_PHRASE = 8
SHORTEST_WORD = 3
# The designation of a standard says how something is done, not what.
_STANDARD = re.compile(r"(iso|en|iec|din|astm|as|sil|nadcap)\d*|[\d-]+")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sorted hashes of the labels' words, each with the row of its label.

    Words, not stems: `packs` is no `packaging`.
    """

    hashes: NDArray[np.uint64]
    labels: Indices

    @classmethod
    def of(cls, words: Sequence[Sequence[str]]) -> "Phrases":
        """The phrases of labels, given the words of each."""
        pairs = sorted((_hash(s), row) for row, s in enumerate(words) if _is_telling(s))
        return cls(
            np.array([value for value, _ in pairs], dtype=np.uint64),
            np.array([row for _, row in pairs], dtype=np.int32),
        )

    def find_in(self, words: Sequence[str]) -> list[int]:
        """The rows of the labels that stand in a text, none within a longer one that does."""
        found: list[int] = []
        covered: set[int] = set()
        for length in range(min(LONGEST_PHRASE, len(words)), 0, -1):
            for begin in range(len(words) - length + 1):
                place = set(range(begin, begin + length))
                if place <= covered:
                    continue
                rows = self._rows(words[begin : begin + length])
                found += rows
                covered |= place if rows else set()
        return found

    def _rows(self, words: Sequence[str]) -> list[int]:
        value = np.uint64(_hash(words))
        begin, end = np.searchsorted(self.hashes, [value, value + np.uint64(1)])
        return [int(row) for row in self.labels[begin:end]]


def _hash(words: Sequence[str]) -> int:
    # Below 2^63, so that one more is still a hash.
    digest = blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def _is_telling(words: Sequence[str]) -> bool:
    if len(words) == 1 and len(words[0]) < SHORTEST_WORD:
        return False
    return bool(words) and not all(_STANDARD.fullmatch(word) for word in words)
