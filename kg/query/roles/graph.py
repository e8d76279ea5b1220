"""The network whose roles are asked for: regions or organisations, and how often linked."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Lists
from kg.projection.network.columns import GROUPS
from kg.projection.network.pairs import Numbers, counted
from kg.projection.network.reader import Flags, NetworkReader
from kg.query.links.question import LinkQuestion
from kg.query.links.single import Scope
from kg.query.links.table import link_table

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by id, and each linked pair once, the smaller row first, with its number of links."""

    ids: Sequence[str]
    first: Numbers
    second: Numbers
    weights: Floats

    def __len__(self) -> int:
        return len(self.ids)

    def neighbours(self) -> tuple[Lists, Floats]:
        """The neighbours of each node, and the weights in the same order."""
        starts = np.concatenate((self.first, self.second))
        ends = np.concatenate((self.second, self.first))
        order = np.lexsort((ends, starts))
        weights = np.concatenate((self.weights, self.weights))[order]
        return Lists.grouped(ends[order], starts[order], len(self)), weights

    def degrees(self) -> Numbers:
        """With how many others each node is linked."""
        ends = np.concatenate((self.first, self.second))
        return np.bincount(ends, minlength=len(self)).astype(np.int64)

    def with_link(self, one: int, other: int) -> "Graph":
        """The graph with one link more between two nodes."""
        low, high = sorted((one, other))
        same = (self.first == low) & (self.second == high)
        if same.any():
            return Graph(self.ids, self.first, self.second, self.weights + same)
        return Graph(
            self.ids,
            np.append(self.first, low),
            np.append(self.second, high),
            np.append(self.weights, 1.0),
        )


def region_graph(reader: NetworkReader, question: LinkQuestion, among: Flags, least: int) -> Graph:
    """The regions of a level with a seat of those `among`, linked by at least so many links."""
    codes, seats = reader.seats(question.level, doubted=question.doubted)
    scope = Scope(seats, question.period, among)
    table = link_table(reader, codes, question.types, scope)
    kept = (table.first != table.second) & (table.totals >= least)
    return Graph(
        codes, table.first[kept], table.second[kept], table.totals[kept].astype(np.float64)
    )


def organisation_graph(
    reader: NetworkReader, question: LinkQuestion, among: Flags, least: int
) -> Graph:
    """The organisations `among` that are linked with another one by at least so many links."""
    types = question.types
    ties = reader.ties([t for t in types if t not in GROUPS], question.period, among)
    size = len(among)
    low, high = np.minimum(ties.starts, ties.ends), np.maximum(ties.starts, ties.ends)
    is_link = low != high
    keys, counts = counted((low * size + high)[is_link])
    found = [(keys, counts)]
    for type_ in sorted(GROUPS.keys() & set(types)):
        shared = reader.partners(type_, question.period, among)
        found.append((shared.first * size + shared.second, shared.counts))
    all_keys = np.concatenate([keys for keys, _ in found])
    keys, places = np.unique(all_keys, return_inverse=True)
    counts = np.concatenate([counts for _, counts in found])
    weights = np.bincount(places, weights=counts, minlength=len(keys)).astype(np.float64)
    kept = weights >= least
    keys, weights = keys[kept], weights[kept]
    first, second = keys // max(size, 1), keys % max(size, 1)
    rows = np.unique(np.concatenate((first, second)))
    ids = reader.network.members.ids
    return Graph(
        [ids[row] for row in rows.tolist()],
        np.searchsorted(rows, first),
        np.searchsorted(rows, second),
        weights,
    )
