"""Who bridges two regions: organisations through which others of their region get to the other."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from kg.projection.network.columns import GROUPS
from kg.projection.network.reader import NetworkReader
from kg.query.links.participants import JoinedLink
from kg.query.links.single import Scope


@dataclass(frozen=True, slots=True)
class Bridge:
    """An organisation, and how many of its region are linked to it and to nobody over there.

    `only` of these reach the other region through no other organisation of theirs.
    """

    organisation: int
    reaches: int
    only: int


def bridges(
    reader: NetworkReader, scope: Scope, types: Iterable[str], links: Iterable[JoinedLink]
) -> list[Bridge]:
    """The bridges of a pair, those that most depend on first, ties by row."""
    links = list(links)
    kinds = list(types)
    found = []
    for side in ("first", "second"):
        crossing = {o for link in links for o in getattr(link, side)}
        if not crossing:
            continue
        seat = scope.seats[next(iter(crossing))]
        neighbours = _neighbours(reader, scope, kinds, int(seat))
        behind = {o: neighbours[o] - crossing for o in crossing if o in neighbours}
        through: dict[int, int] = defaultdict(int)
        for others in behind.values():
            for other in others:
                through[other] += 1
        found += [
            Bridge(o, len(others), sum(through[other] == 1 for other in others))
            for o, others in behind.items()
            if others
        ]
    return sorted(found, key=lambda b: (-b.only, -b.reaches, b.organisation))


def _neighbours(
    reader: NetworkReader, scope: Scope, types: list[str], seat: int
) -> Mapping[int, set[int]]:
    """Who is linked to whom within one region."""
    among = scope.seats == seat
    if scope.among is not None:
        among &= scope.among
    ties = reader.ties([t for t in types if t not in GROUPS], scope.period, among)
    pairs = [np.stack([ties.starts, ties.ends])]
    for type_ in GROUPS.keys() & set(types):
        shared = reader.partners(type_, scope.period, among)
        pairs.append(np.stack([shared.first, shared.second]))
    found: dict[int, set[int]] = defaultdict(set)
    for a, b in np.concatenate(pairs, axis=1).T.tolist():
        if a != b:
            found[a].add(b)
            found[b].add(a)
    return found
