"""Measures one pair of regions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from kg.projection.network.reader import NetworkReader
from kg.query.links.carriers import Carrier
from kg.query.links.coverage import Coverage
from kg.query.links.expected import QUANTILE, strength
from kg.query.links.found import Judgement, LinkedPair, Strength, TypeFlow
from kg.query.links.table import LinkTable, OwnLinks
from kg.query.links.trend import Halves, trend
from kg.query.links.values import values_of


@dataclass(frozen=True, slots=True)
class Measures:
    """What each pair is measured by: all links, the coverage of countries, the halves of time."""

    reader: NetworkReader
    table: LinkTable
    coverage: dict[str, Coverage]
    halves: Halves | None


def linked_pair(measures: Measures, row: int, carrier: Carrier | None) -> LinkedPair:
    """One pair with all that is said of it."""
    table = measures.table
    first, second = table.pair(row)
    expected = None if first == second else float(table.expected[row].sum())
    known = [measures.coverage[c[:2]] for c in (first, second) if c[:2] in measures.coverage]
    links = int(table.totals[row])
    own = list(table.of_pair(row))
    begun = np.concatenate([each.begun[rows] for _, _, each, rows in own])
    return LinkedPair(
        first,
        second,
        links,
        expected,
        _strength(links, expected, is_covered=all(each.is_enough for each in known)),
        tuple(_flows(measures, row, own)),
        trend(begun, measures.halves),
        carrier,
    )


def _flows(measures: Measures, row: int, own: Iterable[OwnLinks]) -> Iterator[TypeFlow]:
    table = measures.table
    is_within = table.is_within(row)
    for column, name, links, rows in own:
        is_directed = table.directed[name]
        yield TypeFlow(
            name,
            len(rows),
            None if is_within else float(table.expected[row, column]),
            int(table.there[row, column]) if is_directed else None,
            int(table.back[row, column]) if is_directed else None,
            values_of(measures.reader, name, links, rows),
        )


def _strength(links: int, expected: float | None, *, is_covered: bool) -> Strength:
    if expected is None:
        return Strength(None, None, None, "within")
    if expected <= 0:
        return Strength(None, None, None, "not known")
    told = np.array([links]), np.array([expected])
    mean, low, high = (float(strength(*told, q)[0]) for q in (0.0, -QUANTILE, QUANTILE))
    judgement: Judgement = "as expected"
    if low > 1:
        judgement = "stronger"
    elif not is_covered:
        # Most organisations of a country are missing: few links may be many.
        judgement = "not known"
    elif high < 1:
        judgement = "weaker"
    return Strength(mean, low, high, judgement)
