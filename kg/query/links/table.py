"""All links as one table: which pair of regions, which type; and what each pair comes to."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from kg.projection.columns import Indices
from kg.projection.network.columns import GROUPS
from kg.projection.network.pairs import Numbers, counted
from kg.projection.network.reader import NetworkReader
from kg.query.links.expected import Floats, Flow, expected_links
from kg.query.links.single import Scope, SingleLinks, links_by_groups, links_by_ties

# As many pairs of regions are counted in a table of all, which takes no sorting.
MOST_CELLS = 10_000_000
OwnLinks = tuple[int, str, SingleLinks, Numbers]


# Without slots, since the order of the links is kept.
@dataclass(frozen=True)
class LinkTable:
    """The single links of each type, and the pairs of regions among them, ordered by their keys.

    `keys` are first region times the number of regions plus the second. `counts`, `there`, `back`
    and `expected` have a row a pair and a column a type; nothing is expected within a region.
    """

    codes: Sequence[str]
    names: tuple[str, ...]
    directed: Mapping[str, bool]
    links: Mapping[str, SingleLinks]
    keys: Numbers
    counts: Numbers
    there: Numbers
    back: Numbers
    expected: Floats

    @cached_property
    def first(self) -> Numbers:
        """The first region of each pair."""
        return self.keys // max(len(self.codes), 1)

    @cached_property
    def second(self) -> Numbers:
        """The second region of each pair."""
        return self.keys % max(len(self.codes), 1)

    @cached_property
    def totals(self) -> Numbers:
        """All links of each pair."""
        found: Numbers = self.counts.sum(axis=1)
        return found

    def begun(self) -> Indices:
        """The days on which the links began."""
        days = [each.begun for each in self.links.values()]
        return np.concatenate([np.empty(0, np.int32), *days])

    def pair(self, row: int) -> tuple[str, str]:
        """The codes of a pair."""
        first, second = divmod(int(self.keys[row]), len(self.codes))
        return self.codes[first], self.codes[second]

    def row_of(self, first: str, second: str) -> int:
        """The row of a pair that is there, in whichever order."""
        low, high = sorted((self.codes.index(first), self.codes.index(second)))
        return int(np.searchsorted(self.keys, low * len(self.codes) + high))

    def is_within(self, row: int) -> bool:
        """Are these the links within one region?"""
        first, second = divmod(int(self.keys[row]), len(self.codes))
        return first == second

    def of_pair(self, row: int) -> Iterator[OwnLinks]:
        """The types with links of a pair: the column, the name, all links, and the pair's rows."""
        for column, (name, (order, begins, ends)) in enumerate(self._ordered.items()):
            begin, end = begins.item(row), ends.item(row)
            if begin < end:
                yield column, name, self.links[name], order[begin:end]

    @cached_property
    def _ordered(self) -> Mapping[str, tuple[Numbers, Numbers, Numbers]]:
        """The links of each type in the order of their pairs, and where each pair's are."""
        found = {}
        for name, links in self.links.items():
            keys = links.first * max(len(self.codes), 1) + links.second
            order = np.argsort(keys, kind="stable")
            begins = np.searchsorted(keys[order], self.keys)
            ends = np.searchsorted(keys[order], self.keys, side="right")
            found[name] = order, begins, ends
        return found


def link_table(
    reader: NetworkReader, codes: Sequence[str], types: Sequence[str], scope: Scope
) -> LinkTable:
    """Counts the links of these types between the regions of `codes`."""
    links = {
        name: (links_by_groups if name in GROUPS else links_by_ties)(reader, name, scope)
        for name in types
    }
    size = max(len(codes), 1)
    found = [_counts(each.first * size + each.second, size) for each in links.values()]
    keys, _ = counted(np.concatenate([np.empty(0, np.int64), *(each for each, _ in found)]))
    shape = len(keys), len(links)
    counts, back = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    expected = np.zeros(shape)
    directed = {name: _is_directed(reader, name) for name in links}
    between = np.flatnonzero(keys // size != keys % size)
    for column, (name, each) in enumerate(links.items()):
        own, numbers = found[column]
        counts[np.searchsorted(keys, own), column] = numbers
        if directed[name]:
            is_back = each.directions < 0
            own, numbers = _counts((each.first * size + each.second)[is_back], size)
            back[np.searchsorted(keys, own), column] = numbers
        flow = _flow(keys, size, counts[:, column], back[:, column], is_directed=directed[name])
        expected[between, column] = expected_links(flow, size)
    return LinkTable(
        codes, tuple(links), directed, links, keys, counts, counts - back, back, expected
    )


def _counts(keys: Numbers, size: int) -> tuple[Numbers, Numbers]:
    """The different keys in order, and how often each comes."""
    if size * size > MOST_CELLS:
        return counted(keys)
    cells = np.bincount(keys, minlength=size * size)
    own = np.flatnonzero(cells)
    return own, cells[own]


def _flow(keys: Numbers, size: int, counts: Numbers, back: Numbers, *, is_directed: bool) -> Flow:
    first, second = keys // size, keys % size
    between = first != second
    there = counts - back
    return Flow(first[between], second[between], there[between], back[between], is_directed)


def _is_directed(reader: NetworkReader, name: str) -> bool:
    place = reader.network.ties.types.find(name)
    return place is not None and not bool(reader.network.ties.are_mutual[place])
