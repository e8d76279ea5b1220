"""Single links between regions: a relationship of two organisations, or a group that they share.

A project with members in three regions is one link for each of the three pairs; what several
members of one region do there does not count twice. So consortia do not multiply themselves.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Indices, Lists
from kg.projection.network.pairs import Numbers, pairs_of_groups, runs
from kg.projection.network.reader import Flags, NetworkReader, Period
from kg.projection.projection import UNKNOWN

# What is asked of whoever stands at a point of time that is not known, in a minimum.
_NEVER = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose links are counted: the region of each organisation, the period, and who counts."""

    seats: Indices
    period: Period
    among: Flags | None = None


@dataclass(frozen=True, slots=True)
class SingleLinks:
    """The links of one type, one row each, and what was left out of them.

    `first` and `second` are regions, in order; equal ones are links within a region. `directions`
    are 1 from the first to the second, -1 back, and 0 where the type has none. `things` are rows
    of relationships or of groups. Without the organisation `bearers[n]` the link
    `borne[n]` is gone. `unplaced` counts links of which the region of an end is not known, or
    groups with such a member; `homeless` are these organisations.
    """

    first: Numbers
    second: Numbers
    directions: NDArray[np.int8]
    begun: Indices
    things: Numbers
    borne: Numbers
    bearers: Numbers
    unplaced: int
    self_loops: int
    homeless: Numbers

    def __len__(self) -> int:
        return len(self.first)


def links_by_ties(reader: NetworkReader, type_: str, scope: Scope) -> SingleLinks:
    """Each relationship of a type is a link; of a mutual type each pair of organisations is one."""
    ties = reader.ties([type_], scope.period, scope.among)
    place = reader.network.ties.types.find(type_)
    is_mutual = place is None or bool(reader.network.ties.are_mutual[place])
    is_loop = ties.starts == ties.ends
    kept = np.flatnonzero(~is_loop)
    if is_mutual:
        kept = kept[_first_of_each_pair(ties.starts[kept], ties.ends[kept])]
    ends = np.stack([ties.starts[kept], ties.ends[kept]])
    seats = scope.seats[ends]
    is_placed = (seats != UNKNOWN).all(axis=0)
    homeless = np.unique(ends[seats == UNKNOWN])
    ends, seats, kept = ends[:, is_placed], seats[:, is_placed], kept[is_placed]
    rows = np.arange(len(kept))
    return SingleLinks(
        seats.min(axis=0).astype(np.int64),
        seats.max(axis=0).astype(np.int64),
        np.zeros(len(kept), np.int8) if is_mutual else np.sign(seats[1] - seats[0]).astype(np.int8),
        ties.since[kept],
        ties.rows[kept],
        np.concatenate((rows, rows)),
        np.concatenate((ends[0], ends[1])),
        int((~is_placed).sum()),
        int(is_loop.sum()),
        homeless.astype(np.int64),
    )


def _first_of_each_pair(starts: Numbers, ends: Numbers) -> Numbers:
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    keys = low * (int(high.max(initial=0)) + 1) + high
    if (np.diff(keys) > 0).all():
        # They stand in order, so that none comes twice.
        return np.arange(len(keys))
    _, first = np.unique(keys, return_index=True)
    return np.sort(first)


def links_by_groups(reader: NetworkReader, type_: str, scope: Scope) -> SingleLinks:
    """Each group is a link of each two regions that have members in it.

    Within a region it is one where two members or more are there. A link begins with its group,
    or where that is not known when both regions have a member.
    """
    groups = reader.groups(type_)
    shared = _presences(reader, type_, scope)
    pairs = pairs_of_groups(
        Lists.grouped(np.arange(len(shared.groups)), shared.groups, len(groups))
    )
    inside = np.flatnonzero(shared.counts > 1)
    first, second = np.append(pairs.first, inside), np.append(pairs.second, inside)
    things = shared.groups[first]
    begun = np.maximum(shared.since[first], shared.since[second])
    begun = np.where(groups.since[things] == UNKNOWN, begun, groups.since[things])
    borne, bearers = _bearers(shared, first, second)
    return SingleLinks(
        shared.seats[first],
        shared.seats[second],
        np.zeros(len(first), np.int8),
        np.where(begun == _NEVER, UNKNOWN, begun).astype(np.int32),
        things,
        borne,
        bearers,
        shared.unplaced,
        0,
        shared.homeless,
    )


@dataclass(frozen=True, slots=True)
class _Presences:
    """One row a region in a group: how many members it has there, two of them, and since when."""

    groups: Numbers
    seats: Numbers
    counts: Numbers
    one: Numbers
    other: Numbers
    since: Indices
    unplaced: int
    homeless: Numbers


def _presences(reader: NetworkReader, type_: str, scope: Scope) -> _Presences:
    groups = reader.groups(type_)
    kept = reader.kept_memberships(type_, scope.period, scope.among)
    members = groups.members.values[kept].astype(np.int64)
    owners, joined = groups.members.owners[kept], groups.joined[kept]
    is_shared = (np.bincount(owners, minlength=len(groups)) > 1)[owners]
    members, owners, joined = members[is_shared], owners[is_shared], joined[is_shared]
    seats = scope.seats[members].astype(np.int64)
    is_placed = seats != UNKNOWN
    unplaced, homeless = owners[~is_placed], members[~is_placed]
    members, owners, seats, joined = (
        column[is_placed] for column in (members, owners, seats, joined)
    )
    regions = int(scope.seats.max(initial=0)) + 1
    # Members stand in the order of their groups, and of their rows in each.
    keys = owners * regions + seats
    order = np.argsort(keys, kind="stable")
    keys, counts = runs(keys[order])
    begins = np.cumsum(counts) - counts
    known = np.where(joined == UNKNOWN, _NEVER, joined)[order]
    since = np.minimum.reduceat(known, begins) if len(begins) else known
    ordered = members[order]
    return _Presences(
        keys // regions,
        keys % regions,
        counts,
        ordered[begins],
        ordered[begins + np.minimum(counts, 2) - 1],
        since.astype(np.int32),
        len(np.unique(unplaced)),
        np.unique(homeless),
    )


def _bearers(shared: _Presences, first: Numbers, second: Numbers) -> tuple[Numbers, Numbers]:
    """Who is alone in a region of a link; within a region each of two."""
    is_inside = first == second
    alone, other = [], []
    for ends in (first, second):
        rows = np.flatnonzero(~is_inside & (shared.counts[ends] == 1))
        alone.append(rows)
        other.append(shared.one[ends[rows]])
    rows = np.flatnonzero(is_inside & (shared.counts[first] == 2))  # noqa: PLR2004  # one and one
    alone += [rows, rows]
    other += [shared.one[first[rows]], shared.other[first[rows]]]
    return np.concatenate(alone), np.concatenate(other)
