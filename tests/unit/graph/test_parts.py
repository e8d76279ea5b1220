"""What is sent is divided into messages that the engines take."""

import json

import pytest

from kg.errors import InputError
from kg.graph.parts import LARGEST_MESSAGE, LARGEST_ROW, parts

MEBIBYTE = 1024 * 1024


def test_nothing_is_no_part() -> None:
    assert list(parts([])) == []


@pytest.mark.parametrize("sizes", [[1], [3, 2, 1], [1, 1, 1, 1, 1], [7, 1, 7], [0, 0, 3, 3, 0]])
def test_parts_hold_all_rows_in_order_and_only_a_single_row_above_the_size(
    sizes: list[int],
) -> None:
    rows = [{"id": number, "text": "x" * size * MEBIBYTE} for number, size in enumerate(sizes)]
    found = list(parts(rows))
    assert [row for part in found for row in part] == rows
    assert all(len(part) == 1 or len(json.dumps(part)) < LARGEST_MESSAGE + 100 for part in found)


def test_a_row_counts_by_its_bytes() -> None:
    wide = {"text": "\U0001f9f2" * (MEBIBYTE // 2)}
    assert [len(part) for part in parts([wide, wide, wide])] == [1, 1, 1]


def test_a_row_that_no_message_takes_is_named() -> None:
    with pytest.raises(InputError, match=r"acme is too large to store: .* next step: shorten"):
        list(parts([{"id": "acme", "text": "x" * LARGEST_ROW}]))


def test_a_row_that_no_message_takes_is_shown_in_short() -> None:
    with pytest.raises(InputError) as raised:
        list(parts(["x" * (LARGEST_ROW + 1)]))
    assert len(str(raised.value)) < 300
