"""Who takes part in the links of one pair of regions, on either side."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from kg.projection.network.columns import GROUPS
from kg.projection.network.reader import NetworkReader
from kg.query.links.single import Scope
from kg.query.links.table import LinkTable


@dataclass(frozen=True, slots=True)
class JoinedLink:
    """One link: its type, the row of its relationship or group, and who is on each side."""

    type: str
    thing: int
    first: frozenset[int]
    second: frozenset[int]

    @property
    def everybody(self) -> frozenset[int]:
        """Both sides."""
        return self.first | self.second

    def holds_without(self, gone: frozenset[int]) -> bool:
        """Is somebody left on each side?"""
        return bool(self.first - gone) and bool(self.second - gone)


@dataclass(frozen=True, slots=True)
class Step:
    """An organisation that leaves after those before it, and how many links are left then."""

    organisation: int
    left: int


def joined_links(
    reader: NetworkReader, table: LinkTable, scope: Scope, row: int
) -> list[JoinedLink]:
    """The links of a pair of different regions, in the order of types and things."""
    first, second = (int(side[row]) for side in (table.first, table.second))
    found = []
    for _, type_, links, own in table.of_pair(row):
        for thing in np.sort(links.things[own]).tolist():
            members = _members(reader, type_, scope, thing)
            sides = [frozenset(m for m in members if scope.seats[m] == s) for s in (first, second)]
            found.append(JoinedLink(type_, thing, *sides))
    return found


def _members(reader: NetworkReader, type_: str, scope: Scope, thing: int) -> Sequence[int]:
    if type_ not in GROUPS:
        ties = reader.network.ties
        return int(ties.starts[thing]), int(ties.ends[thing])
    groups = reader.groups(type_)
    begin, end = groups.members.offsets[thing : thing + 2].tolist()
    members = groups.members.values[begin:end]
    kept = scope.period.holds(groups.joined[begin:end], groups.left[begin:end])
    if scope.among is not None:
        kept &= scope.among[members]
    found: list[int] = members[kept].tolist()
    return found


def losses(links: Iterable[JoinedLink], gone: frozenset[int] = frozenset()) -> Counter[int]:
    """How many more links each organisation takes with it when it leaves after `gone`."""
    found: Counter[int] = Counter()
    for link in links:
        if not link.holds_without(gone):
            continue
        for side in (link.first - gone, link.second - gone):
            if len(side) == 1:
                found.update(side)
    return found


def departures(links: Sequence[JoinedLink], most: int) -> list[Step]:
    """Who leaves one after the other, each time whoever takes most along, ties by row.

    Greedy, so another set of as many may take more; it ends when nobody takes one alone.
    """
    gone: frozenset[int] = frozenset()
    steps: list[Step] = []
    while len(steps) < most:
        lost = losses(links, gone)
        if not lost:
            break
        leaving = min(lost, key=lambda each: (-lost[each], each))
        gone |= {leaving}
        steps.append(Step(leaving, sum(link.holds_without(gone) for link in links)))
    return steps
