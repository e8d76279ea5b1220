"""The table of links: equal to counting them one by one, whatever the network."""

from collections import Counter, defaultdict
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.projection.network.reader import ALWAYS, Period
from kg.query.links.answer import counted_links
from kg.query.links.carriers import carriers, largest_carriers
from kg.query.links.expected import QUANTILE, Flow, expected_links, strength
from kg.query.links.question import LinkQuestion
from kg.query.links.trend import halves, trend
from tests.factories import firm
from tests.networks import network, tie

CODES = ("CZ06", "DE21", "PL22", "UKE3")
ROWS = st.integers(0, 7)
TIES = st.lists(st.tuples(ROWS, ROWS), max_size=15, unique=True)
GROUPS = st.lists(st.sets(ROWS, max_size=6), max_size=6)
SEATS = st.lists(st.sampled_from([*CODES, None]), min_size=8, max_size=8)


def name(row: int) -> str:
    return f"firm{row}"


@given(SEATS, TIES, GROUPS)
def test_each_pair_has_the_links_and_the_losses_that_counting_by_hand_finds(
    seats: list[str | None], ties: list[tuple[int, int]], groups: list[set[int]]
) -> None:
    reader = network(
        [firm(name(row), region=code) for row, code in enumerate(seats)],
        {"SUPPLIES": [tie(name(a), name(b)) for a, b in ties]},
        {"PARTNERED_IN": {f"p{n}": [name(r) for r in group] for n, group in enumerate(groups)}},
    )
    types = ("PARTNERED_IN", "SUPPLIES")
    table, _ = counted_links(reader, LinkQuestion(types=types))
    counts = {table.pair(row): int(n) for row, n in enumerate(table.totals)}
    assert counts == by_hand(seats, ties, groups)
    largest = largest_carriers(table, np.arange(len(table.keys)))
    for row, carrier in enumerate(largest):
        everybody = carriers(table, row)
        assert carrier == (everybody[0] if everybody else None)
        for each in everybody:
            gone = each.organisation
            left = by_hand(
                seats,
                [pair for pair in ties if gone not in pair],
                [group - {gone} for group in groups],
            )
            assert each.lost == counts[table.pair(row)] - left[table.pair(row)]


def by_hand(
    seats: list[str | None], ties: list[tuple[int, int]], groups: list[set[int]]
) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for a, b in ties:
        first, second = seats[a], seats[b]
        if a != b and first and second:
            found[min(first, second), max(first, second)] += 1
    for group in groups:
        there: dict[str, int] = defaultdict(int)
        for row in group:
            code = seats[row]
            if code:
                there[code] += 1
        found.update(combinations(sorted(there), 2))
        found.update((code, code) for code, n in there.items() if n > 1)
    return found


def flow(*pairs: tuple[int, int, int, int], is_directed: bool) -> Flow:
    first, second, there, back = np.array(pairs, dtype=np.int64).T
    return Flow(first, second, there, back, is_directed)


@pytest.mark.parametrize("is_directed", [True, False])
@given(counts=st.lists(st.integers(0, 9), min_size=12, max_size=12).filter(any))
def test_what_is_expected_sums_to_what_is_there(counts: list[int], *, is_directed: bool) -> None:
    back = counts[6:] if is_directed else [0] * 6
    pairs = combinations(range(4), 2)
    told = [(a, b, n, m) for (a, b), n, m in zip(pairs, counts, back, strict=False)]
    expected = expected_links(flow(*told, is_directed=is_directed), 4)
    assert (expected >= 0).all()
    assert expected.sum() == pytest.approx(sum(counts[:6]) + sum(back))


def test_without_any_link_nothing_is_expected() -> None:
    assert expected_links(flow((0, 1, 0, 0), is_directed=False), 2).tolist() == [0]


def test_one_link_where_hardly_any_was_expected_does_not_outdo_many() -> None:
    one, many = np.array([1]), np.array([80])
    low = strength(one, np.array([0.001]), -QUANTILE), strength(many, np.array([40.0]), -QUANTILE)
    assert low[0] < 1 < low[1]


def days(*years: int) -> Any:
    return np.array([(year - 1) * 365 for year in years], dtype=np.int32)


def test_a_trend_compares_with_what_is_true_of_all() -> None:
    parts = halves(days(*range(2000, 2020)), ALWAYS)
    assert trend(days(2015, 2016, 2017, 2018, 2019), parts).direction == "rising"
    assert trend(days(2001, 2002, 2003, 2004), parts).direction == "falling"
    assert trend(days(2001, 2015), parts).direction == "steady"


def test_a_trend_without_known_days_or_halves_is_not_known() -> None:
    undated = np.array([-1, -1], dtype=np.int32)
    assert trend(undated, halves(undated, ALWAYS)).direction == "not known"
    assert halves(days(2001), ALWAYS) is None
    period = Period(int(days(1990)[0]), int(days(2000)[0]))
    parts = halves(days(1991, 1992), period)
    found = trend(days(1991), parts)
    assert (found.earlier, found.ratio, found.direction) == (1, None, "not known")
