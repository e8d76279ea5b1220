"""Ids and texts as sixteen bytes each, so that many can be told apart without holding them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.embed.cache import text_key
from kg.projection.columns import Indices

KEY = np.dtype("S16")
Keys = NDArray[np.bytes_]
ABSENT = -1


def keys_of(texts: Iterable[str]) -> Keys:
    """The key of each text, shape (n,)."""
    return np.frombuffer(b"".join(map(text_key, texts)), dtype=KEY)


@dataclass(frozen=True, slots=True)
class KeyIndex:
    """The rows of different keys, which stand here in order."""

    keys: Keys
    rows: Indices

    @classmethod
    def of(cls, keys: Keys) -> "KeyIndex":
        """The index of a column of keys."""
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], order.astype(np.int32))

    def __len__(self) -> int:
        return len(self.keys)

    def find(self, keys: Keys) -> Indices:
        """The row of each key, or `ABSENT`."""
        if not len(self.keys):
            return np.full(len(keys), ABSENT, np.int32)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, self.rows[places], ABSENT).astype(np.int32)


def groups_of(keys: Keys) -> tuple[Indices, NDArray[np.int64]]:
    """The group of each row, equal keys in one, and the first row of each group.

    Groups are numbered in the order in which they first appear.
    """
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    is_first = np.ones(len(keys), np.bool_)
    is_first[1:] = ordered[1:] != ordered[:-1]
    # Rows of one key stand in their order, so the first of them is the least.
    firsts = order[is_first]
    numbers = np.empty(len(firsts), np.int32)
    numbers[np.argsort(firsts)] = np.arange(len(firsts))
    groups = np.empty(len(keys), np.int32)
    groups[order] = numbers[np.cumsum(is_first) - 1]
    return groups, np.sort(firsts)
