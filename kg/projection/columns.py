"""Columns of text and of lists as flat arrays, so that they can be saved and memory-mapped."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Offsets = NDArray[np.int64]
Indices = NDArray[np.int32]

# As many are copied at once where all are read in turn.
TEXTS_AT_ONCE = 16_384

Whole = TypeVar("Whole", np.int32, np.int64)


@dataclass(frozen=True, slots=True)
class Texts(Sequence[str]):
    """A column of text: all of it in UTF-8, one after the other, and where each begins."""

    data: Bytes
    offsets: Offsets

    @classmethod
    def of(cls, values: Iterable[str]) -> "Texts":
        """A column of the given values in order."""
        data, ends = bytearray(), array("q", [0])
        for value in values:
            data += value.encode("utf-8", "replace")
            ends.append(len(data))
        return cls(np.frombuffer(data, dtype=np.uint8), np.frombuffer(ends, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, index: int) -> str:  # type: ignore[override]  # slices are not needed
        # Plain numbers slice faster than numpy's; of many columns most texts are empty.
        begin, end = self.offsets.item(index), self.offsets.item(index + 1)
        return self.data[begin:end].tobytes().decode("utf-8") if begin < end else ""

    def __iter__(self) -> Iterator[str]:
        for begin in range(0, len(self), TEXTS_AT_ONCE):
            ends = self.offsets[begin : begin + TEXTS_AT_ONCE + 1].tolist()
            data, first = self.data[ends[0] : ends[-1]].tobytes(), ends[0]
            yield from (data[a - first : b - first].decode("utf-8") for a, b in pairwise(ends))

    def equals(self, other: "Texts") -> bool:
        """Whether two columns hold the same texts in the same order."""
        same_ends = np.array_equal(self.offsets, other.offsets)
        return same_ends and np.array_equal(self.data, other.data)

    def find(self, value: str) -> int | None:
        """The row of a value in a column that is sorted, as ids are; None where it has none."""
        # As bytes, whose order is that of the texts; `bisect` would decode every one it looks at.
        wanted, data, ends = value.encode("utf-8", "replace"), self.data, self.offsets
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            text = data[ends.item(middle) : ends.item(middle + 1)].tobytes()
            if text == wanted:
                return middle
            low, high = (middle + 1, high) if text < wanted else (low, middle)
        return None


@dataclass(frozen=True, slots=True)
class Categories(Sequence[str]):
    """A column of texts of which many are alike: each different one once, and which a row has.

    So what depends on the text alone need be decided only once for all rows that share it.
    """

    texts: Texts
    codes: Indices

    @classmethod
    def of(cls, values: Iterable[str]) -> "Categories":
        """A column of the given values in order."""
        numbers: dict[str, int] = {}
        codes = np.fromiter((numbers.setdefault(v, len(numbers)) for v in values), dtype=np.int32)
        ordered = sorted(numbers)
        ranks = np.empty(len(ordered), dtype=np.int32)
        ranks[[numbers[text] for text in ordered]] = np.arange(len(ordered))
        return cls(Texts.of(ordered), ranks[codes])

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, index: int) -> str:  # type: ignore[override]  # slices are not needed
        return self.texts[int(self.codes[index])]

    def __iter__(self) -> Iterator[str]:
        return map(list(self.texts).__getitem__, self.codes.tolist())


@dataclass(frozen=True, slots=True)
class Lists:
    """A column of lists of row numbers (compressed sparse rows)."""

    values: Indices
    offsets: Offsets

    @classmethod
    def of(cls, pairs: Sequence[tuple[int, int]], rows: int) -> "Lists":
        """The lists of `rows` rows from pairs of a row and a value."""
        array = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
        return cls.grouped(array[:, 1], array[:, 0], rows)

    @classmethod
    def grouped(
        cls, values: NDArray[np.integer], owners: NDArray[np.integer], rows: int
    ) -> "Lists":
        """The lists of `rows` rows from values that stand in the order of their rows, `owners`."""
        counts = np.bincount(owners, minlength=rows)
        offsets = np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
        return cls(values.astype(np.int32), offsets)

    @classmethod
    def linked(cls, rows: Indices, values: Indices, size: int) -> "Lists":
        """The lists of `size` rows, in order, from the two sides of pairs."""
        pairs = np.sort(rows.astype(np.int64) << 32 | values)
        return cls.grouped(pairs & 0xFFFFFFFF, pairs >> 32, size)

    @classmethod
    def placed(cls, rows: Indices, size: int) -> "Lists":
        """For each of `size` rows the positions at which it stands in a column."""
        return cls.linked(rows, np.arange(len(rows), dtype=np.int32), size)

    def turned(self, size: int) -> "Lists":
        """The other way round: for each of `size` values the rows that have it."""
        return self.linked(self.values, self.owners.astype(np.int32), size)

    @property
    def owners(self) -> NDArray[np.int64]:
        """The row of each value."""
        return np.repeat(np.arange(len(self.offsets) - 1), np.diff(self.offsets))

    def __getitem__(self, row: int) -> Indices:
        return self.values[self.offsets[row] : self.offsets[row + 1]]

    def spread(self, rows: NDArray[np.integer]) -> tuple[Indices, Offsets]:
        """The values of several rows one after the other, each with the place of its row."""
        begins, counts = self.offsets[rows], self.offsets[rows + 1] - self.offsets[rows]
        places = np.repeat(np.arange(len(rows)), counts)
        before = np.cumsum(counts) - counts
        return self.values[np.arange(len(places)) + (begins - before)[places]], places

    def largest(self, values: Indices, least: int) -> Indices:
        """For each list the largest of what its members have in `values`, or `least`."""
        found = np.full(len(self.offsets) - 1, least, dtype=np.int32)
        filled = np.flatnonzero(np.diff(self.offsets))
        if len(filled):
            largest = np.maximum.reduceat(values[self.values], self.offsets[filled])
            found[filled] = np.maximum(largest, least)
        return found


def distinct(values: NDArray[Whole]) -> NDArray[Whole]:
    """The different values in order: `np.unique` hashes them, which takes five times as long."""
    ordered = np.sort(values)
    is_new = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return ordered[is_new]
