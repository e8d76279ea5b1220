"""Answers which regions are linked, how strongly, and by whom."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from kg.errors import UsageError
from kg.projection.network.columns import GROUPS
from kg.projection.network.pairs import Numbers
from kg.projection.network.reader import Flags, NetworkReader
from kg.query.links.carriers import largest_carriers
from kg.query.links.codes import named_region
from kg.query.links.coverage import coverage
from kg.query.links.expected import QUANTILE, strength
from kg.query.links.found import LinkedPair, LinksAnswer
from kg.query.links.left_out import left_out
from kg.query.links.pair import Measures, linked_pair
from kg.query.links.question import LinkQuestion
from kg.query.links.single import Scope
from kg.query.links.table import LinkTable, link_table
from kg.query.links.trend import halves

# Who is independent of another is not linked to it; who does the same stage need not know another.
NO_LINK_STANCE, NO_LINK_GROUPS = "independent", frozenset({"PERFORMS"})


class RegionLinker:
    """Counts links of regions in the network of one graph."""

    def __init__(self, network: Callable[[], NetworkReader]) -> None:
        self._network = network

    def link(self, question: LinkQuestion) -> LinksAnswer:
        """The linked regions, strongest first; ties by links, then by code.

        Raises UsageError for a type that links no organisations and for a region below the
        level, NotFoundError for a region that nobody knows.
        """
        reader = self._network()
        asked = understood(reader, question)
        table, scope = counted_links(reader, asked)
        return answer_of(reader, asked, table, scope)


def understood(reader: NetworkReader, question: LinkQuestion) -> LinkQuestion:
    """The question with its types in full, and its regions by their codes of today."""
    return replace(
        question,
        types=wanted_types(reader, question.types),
        region=named_region(reader, question.region, question.level),
        start=named_region(reader, question.start, question.level),
        end=named_region(reader, question.end, question.level),
    )


def wanted_types(reader: NetworkReader, given: Sequence[str]) -> tuple[str, ...]:
    """The types that link organisations: those that are named, in any case, or all."""
    ties = reader.network.ties
    known = {
        t for t, stance in zip(ties.types, ties.stances, strict=True) if stance != NO_LINK_STANCE
    }
    known |= GROUPS.keys() - NO_LINK_GROUPS
    types = [type_.upper() for type_ in given]
    for type_ in types:
        if type_ not in known:
            raise UsageError(
                f"no relationship {type_!r} links organisations; choose from "
                f"{', '.join(sorted(known))}"
            )
    return tuple(sorted(set(types) or known))


def counted_links(reader: NetworkReader, question: LinkQuestion) -> tuple[LinkTable, Scope]:
    """All links that the question is about, of all regions."""
    codes, seats = reader.seats(question.level, doubted=question.doubted)
    scope = Scope(seats, question.period, reader.are_firms() if question.firms_only else None)
    return link_table(reader, codes, question.types, scope), scope


def answer_of(
    reader: NetworkReader, question: LinkQuestion, table: LinkTable, scope: Scope
) -> LinksAnswer:
    """The answer to a question that was understood, from the links that were counted for it."""
    totals, is_within = table.totals, table.first == table.second
    rows = _chosen(table, question)
    measures = Measures(
        reader,
        table,
        coverage(reader, question.level, scope.among),
        halves(table.begun(), question.period),
    )
    pairs = (
        _turned(linked_pair(measures, int(row), carrier), question)
        for row, carrier in zip(rows, largest_carriers(table, rows), strict=True)
    )
    return LinksAnswer(
        question,
        table.names,
        tuple(pairs),
        int((~is_within).sum()),
        int(totals[~is_within].sum()),
        int(totals[is_within].sum()),
        left_out(reader, table),
        measures.coverage,
        measures.halves,
        reader,
    )


def _chosen(table: LinkTable, question: LinkQuestion) -> Numbers:
    """The rows of the pairs to show, in order."""
    first, second = table.first, table.second
    kept = (first != second) | question.within
    if question.region is not None:
        inside = _inside(table, question.region)
        kept &= inside[first] | inside[second]
    start, end = _inside(table, question.start), _inside(table, question.end)
    kept &= (start[first] & end[second]) | (start[second] & end[first])
    rows = np.flatnonzero(kept)
    totals = table.totals[rows]
    surely = strength(totals, table.expected[rows].sum(axis=1), -QUANTILE)
    # Nothing is expected within a region, so these come last.
    surely[first[rows] == second[rows]] = -1
    # Of regions codes are in order, so rows are in the order of codes.
    keys = (rows, -totals, -surely) if question.order == "strength" else (rows, -totals)
    found: Numbers = rows[np.lexsort(keys)][: question.limit]
    return found


def _inside(table: LinkTable, region: str | None) -> Flags:
    return np.array([code.startswith(region or "") for code in table.codes], dtype=np.bool_)


def _turned(pair: LinkedPair, question: LinkQuestion) -> LinkedPair:
    """The pair with the region first from which the question leads."""
    start, end = question.start or "", question.end or ""
    is_right = pair.first.startswith(start) and pair.second.startswith(end)
    if is_right:
        return pair
    flows = tuple(
        replace(
            flow,
            there=flow.back,
            back=flow.there,
            values=tuple(value.turned() for value in flow.values),
        )
        for flow in pair.flows
    )
    return replace(pair, first=pair.second, second=pair.first, flows=flows)
