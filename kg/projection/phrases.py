"""Finds the labels that stand in a text word for word, however many labels there are."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Indices

Hashes = NDArray[np.uint64]

LONGEST_PHRASE = 8
SHORTEST_WORD = 3
# The designation of a standard says how something is done, not what.
_STANDARD = re.compile(r"(iso|en|iec|din|astm|as|sil|nadcap)\d*|[\d-]+")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Sorted hashes of the labels' words, each with the row of its label.

    Words, not stems: `packs` is no `packaging`.
    """

    hashes: Hashes
    labels: Indices

    @classmethod
    def of(cls, words: Sequence[Sequence[str]]) -> "Phrases":
        """The phrases of labels, given the words of each."""
        return cls.of_hashes(hash_labels(words))

    @classmethod
    def of_hashes(cls, hashes: Hashes) -> "Phrases":
        """The phrases of labels, given what `hash_labels` makes of them."""
        telling = np.flatnonzero(hashes)
        order = telling[np.argsort(hashes[telling], kind="stable")]
        return cls(hashes[order], order.astype(np.int32))

    def by_label(self, labels: int) -> Hashes:
        """The hashes in the order of that many labels, from which these phrases are."""
        hashes = np.zeros(labels, dtype=np.uint64)
        hashes[self.labels] = self.hashes
        return hashes

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


def hash_labels(words: Iterable[Sequence[str]]) -> Hashes:
    """What stands for each label's words; 0 for those that tell nothing wherever they stand."""
    return np.fromiter((_hash(w) if _is_telling(w) else 0 for w in words), dtype=np.uint64)


def _hash(words: Sequence[str]) -> int:
    # Below 2^63, so that one more is still a hash.
    digest = blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest) >> 1


def _is_telling(words: Sequence[str]) -> bool:
    if len(words) == 1 and len(words[0]) < SHORTEST_WORD:
        return False
    return bool(words) and not all(_STANDARD.fullmatch(word) for word in words)
