"""Which regions are linked, and how strongly: counted from the links of their organisations.

A link is a pair of organisations that are joined by a relationship of one type, in whichever
direction; that have both taken part in the same project, for the types that lead to projects. A
pair is one link of a type however often it is joined so, and an organisation is never linked to
itself. Codes of regions nest by their beginnings (Regulation (EC) No 1059/2003, NUTS), so the
region around a seat is the beginning of its code.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Indices

Keys = NDArray[np.int64]

# A code of two letters is a country; each level has a sign more.
COUNTRY_LETTERS = 2
LEVELS = (0, 1, 2, 3)
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Links:
    """The links of one type: the n-th joins the organisations in rows `starts[n]` and `ends[n]`."""

    type: str
    starts: Indices
    ends: Indices


@dataclass(frozen=True, slots=True)
class RegionQuestion:
    """What is asked: the NUTS level, only pairs with `region`, and pairs within one region too."""

    level: int = 2
    region: str | None = None
    within: bool = False
    limit: int = 20


@dataclass(frozen=True, slots=True)
class RegionPair:
    """Two regions, by code, and their links of each type; within one region both are the same."""

    first: str
    second: str
    by_type: Mapping[str, int]

    @property
    def links(self) -> int:
        """All links of the pair."""
        return sum(self.by_type.values())

    @property
    def is_within(self) -> bool:
        """Are these the links within one region?"""
        return self.first == self.second


@dataclass(frozen=True, slots=True)
class RegionLinks:
    """The strongest pairs, and what all links come to.

    `between` are the links of two different regions, `within` those inside one; `unplaced` are
    links of which an end has no known region at this level, and `homeless` the linked
    organisations that have none.
    """

    pairs: tuple[RegionPair, ...]
    between: int
    within: int
    unplaced: int
    homeless: int


def link_regions(
    seats: Sequence[str | None], links: Iterable[Links], question: RegionQuestion
) -> RegionLinks:
    """The pairs of regions with most links, ties by code; `seats` has a code an organisation."""
    codes, places = _regions_of(seats, question.level)
    counts: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    unplaced, homeless = 0, set[int]()
    for each in links:
        starts, ends = _distinct(each, len(seats))
        first, second = places[starts], places[ends]
        is_placed = (first != UNKNOWN) & (second != UNKNOWN)
        unplaced += int((~is_placed).sum())
        homeless.update(starts[first == UNKNOWN].tolist(), ends[second == UNKNOWN].tolist())
        for pair, count in _counted(first[is_placed], second[is_placed]):
            counts[pair][each.type] += count
    pairs = [
        RegionPair(codes[a], codes[b], dict(sorted(by_type.items())))
        for (a, b), by_type in counts.items()
    ]
    return RegionLinks(
        pairs=_strongest(pairs, question),
        between=sum(pair.links for pair in pairs if not pair.is_within),
        within=sum(pair.links for pair in pairs if pair.is_within),
        unplaced=unplaced,
        homeless=len(homeless),
    )


def links_through(type_: str, members: Indices, groups: Indices) -> Links:
    """Links each two members that share a group, such as the organisations of a project."""
    order = np.lexsort((members, groups))
    members, groups = members[order], groups[order]
    borders = [0, *(np.flatnonzero(np.diff(groups)) + 1).tolist(), len(groups)]
    starts, ends = [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    for begin, end in pairwise(borders):
        first, second = np.triu_indices(end - begin, k=1)
        starts.append(members[begin + first])
        ends.append(members[begin + second])
    return Links(type_, np.concatenate(starts), np.concatenate(ends))


def _regions_of(seats: Sequence[str | None], level: int) -> tuple[list[str], NDArray[np.int64]]:
    """The codes of this level in order, and the place of each organisation among them."""
    length = COUNTRY_LETTERS + level
    around = [seat[:length] if seat and len(seat) >= length else None for seat in seats]
    codes = sorted({code for code in around if code is not None})
    place = {code: number for number, code in enumerate(codes)}
    places = (UNKNOWN if code is None else place[code] for code in around)
    return codes, np.fromiter(places, np.int64, len(around))


def _distinct(links: Links, organisations: int) -> tuple[Keys, Keys]:
    """The links without direction, each once, and without those of an organisation to itself."""
    low = np.minimum(links.starts, links.ends).astype(np.int64)
    high = np.maximum(links.starts, links.ends).astype(np.int64)
    keys = np.unique((low * organisations + high)[low != high])
    return keys // max(organisations, 1), keys % max(organisations, 1)


def _counted(first: Keys, second: Keys) -> Iterable[tuple[tuple[int, int], int]]:
    """How often each pair of places comes, in whichever order."""
    pairs = np.stack([np.minimum(first, second), np.maximum(first, second)], axis=1)
    distinct, counts = np.unique(pairs, axis=0, return_counts=True)
    return (
        ((int(low), int(high)), int(count))
        for (low, high), count in zip(distinct, counts, strict=True)
    )


def _strongest(pairs: Iterable[RegionPair], question: RegionQuestion) -> tuple[RegionPair, ...]:
    region = question.region or ""
    kept = [
        pair
        for pair in pairs
        if (question.within or not pair.is_within)
        and any(code.startswith(region) for code in (pair.first, pair.second))
    ]
    ordered = sorted(kept, key=lambda pair: (-pair.links, pair.first, pair.second))
    return tuple(ordered[: question.limit])
