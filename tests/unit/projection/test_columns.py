"""Columns give back what was put in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.projection.columns import Lists, Texts


@given(st.lists(st.text(max_size=20), max_size=10))
def test_texts_come_back_as_they_were(values: list[str]) -> None:
    column = Texts.of(values)
    assert list(column) == values
    assert len(column) == len(values)
    assert [column[row] for row in range(len(values))] == values


def test_a_lone_surrogate_becomes_a_question_mark() -> None:
    assert list(Texts.of(["a\ud800b", "c"])) == ["a?b", "c"]


def test_a_row_behind_the_last_one_is_no_row() -> None:
    with pytest.raises(IndexError):
        Texts.of(["a"])[1]


@given(st.sets(st.text(max_size=4)), st.text(max_size=4))
def test_a_value_of_a_sorted_column_is_found(values: set[str], other: str) -> None:
    ordered = sorted(values)
    column = Texts.of(ordered)
    assert all(column[column.find(value) or 0] == value for value in ordered)
    assert (column.find(other) is None) == (other not in ordered)


@given(st.lists(st.lists(st.integers(0, 99), max_size=4), max_size=8))
def test_lists_come_back_in_order(rows: list[list[int]]) -> None:
    pairs = [(row, value) for row, values in enumerate(rows) for value in values]
    column = Lists.of(pairs[::-1], len(rows))
    assert [column[row].tolist() for row in range(len(rows))] == [sorted(v) for v in rows]


def test_rows_without_values_are_empty_lists() -> None:
    column = Lists.of([(1, 5)], 3)
    assert [column[row].tolist() for row in range(3)] == [[], [5], []]
    assert column.values.dtype == np.int32


def test_pairs_are_given_back() -> None:
    pairs = [(0, 4), (2, 1), (2, 3)]
    lists = Lists.of(pairs, 4)
    assert list(zip(lists.owners.tolist(), lists.values.tolist(), strict=True)) == pairs
    turned = lists.turned(8)
    back = zip(turned.values.tolist(), turned.owners.tolist(), strict=True)
    assert sorted(back) == sorted(pairs)


def test_the_largest_of_a_list_is_at_least_what_stands_for_none() -> None:
    column = Lists.of([(1, 0), (1, 2), (3, 1)], 4)
    days = np.array([5, -7, 9], dtype=np.int32)
    assert column.largest(days, -1).tolist() == [-1, 9, -1, -1]
    assert Lists.of([], 2).largest(days, -1).tolist() == [-1, -1]


@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_columns_are_equal_when_their_texts_are(one: list[str], other: list[str]) -> None:
    assert Texts.of(one).equals(Texts.of(other)) == (one == other)
