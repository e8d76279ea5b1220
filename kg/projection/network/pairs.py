"""Pairs of what shares a group: each two organisations of a project, each two regions of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Lists

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of row numbers in order, the first smaller than the second, and how often each is."""

    first: Numbers
    second: Numbers
    counts: Numbers

    def __len__(self) -> int:
        return len(self.counts)


@dataclass(frozen=True, slots=True)
class GroupPairs:
    """Pairs of row numbers, the first smaller than the second, each with the group it is of."""

    first: Numbers
    second: Numbers
    groups: Numbers


def each_with_each(incidence: Lists) -> Pairs:
    """Each two members that share a group, once, with the number of groups that they share.

    `incidence` lists the members of each group; who is listed twice in one is there once.
    """
    pairs = pairs_of_groups(incidence)
    size = int(pairs.second.max(initial=-1)) + 1
    keys, counts = counted(pairs.first * size + pairs.second)
    return Pairs(keys // max(size, 1), keys % max(size, 1), counts)


def pairs_of_groups(incidence: Lists) -> GroupPairs:
    """Each two different members of each group, in no particular order."""
    members, owners = _distinct(incidence)
    sizes = np.bincount(owners, minlength=0)
    begins = np.concatenate(([0], np.cumsum(sizes)))[:-1]
    found = [(np.empty(0, np.int64),) * 3]
    # Groups of one size are taken together: there are few sizes, and many groups.
    for size in np.unique(sizes[sizes > 1]).tolist():
        groups = np.flatnonzero(sizes == size)
        table = members[begins[groups][:, None] + np.arange(size)]
        left, right = np.triu_indices(size, k=1)
        found.append(
            (table[:, left].ravel(), table[:, right].ravel(), np.repeat(groups, len(left)))
        )
    first, second, groups = (np.concatenate(column) for column in zip(*found, strict=True))
    return GroupPairs(first, second, groups)


def counted(keys: Numbers) -> tuple[Numbers, Numbers]:
    """The different keys in order, and how often each comes.

    Sorted, since `np.unique` hashes whole numbers, which takes several times as long.
    """
    return runs(np.sort(keys))


def runs(ordered: Numbers) -> tuple[Numbers, Numbers]:
    """The different keys of a column that is in order, and how often each comes."""
    is_new = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    begins = np.flatnonzero(is_new)
    return ordered[begins], np.diff(np.append(begins, len(ordered)))


def _distinct(incidence: Lists) -> tuple[Numbers, Numbers]:
    """The members of each group in order, each once, and the group of each."""
    size = int(incidence.values.max(initial=-1)) + 1
    keys, _ = counted(incidence.owners * max(size, 1) + incidence.values)
    return keys % max(size, 1), keys // max(size, 1)
