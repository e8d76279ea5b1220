"""Pairs that share a group: as counting each pair by hand finds them."""

from collections import Counter
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kg.projection.columns import Lists
from kg.projection.network.pairs import each_with_each, pairs_of_groups

GROUPS = st.lists(st.lists(st.integers(0, 12), max_size=8), max_size=10)


def incidence(groups: list[list[int]]) -> Lists:
    return Lists.of([(row, m) for row, group in enumerate(groups) for m in group], len(groups))


@given(GROUPS)
def test_pairs_are_those_of_each_group_counted_by_hand(groups: list[list[int]]) -> None:
    by_hand = Counter(pair for group in groups for pair in combinations(sorted(set(group)), 2))
    found = each_with_each(incidence(groups))
    columns = found.first.tolist(), found.second.tolist(), found.counts.tolist()
    assert list(zip(*columns, strict=True)) == [(*pair, n) for pair, n in sorted(by_hand.items())]


@given(GROUPS)
def test_each_pair_bears_its_group(groups: list[list[int]]) -> None:
    found = pairs_of_groups(incidence(groups))
    columns = found.groups.tolist(), found.first.tolist(), found.second.tolist()
    by_hand = [
        (row, *pair)
        for row, group in enumerate(groups)
        for pair in combinations(sorted(set(group)), 2)
    ]
    assert sorted(zip(*columns, strict=True)) == by_hand
