"""Divides what is sent into messages that the engines take."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic_core import to_json

from kg.errors import InputError

# Above 16 MiB the embedded engine drops a message without an answer. Within a message of this
# size a row may be the last one, so both together stay below.
LARGEST_MESSAGE = 4 * 1024 * 1024
LARGEST_ROW = 8 * 1024 * 1024
LONGEST_SHOWN = 80
WEIGHED_AT_ONCE = 500
# Rows that together take more than this part of a message are weighed one by one.
HEAVY = 4


def parts(rows: Sequence[Any]) -> Iterator[list[Any]]:
    """The rows, in their order, in parts that each fit into one message.

    Raises InputError for a row that no message takes.
    """
    part: list[Any] = []
    size = 0
    for few, weight in _weighed(rows):
        if weight > LARGEST_ROW:
            raise InputError(
                f"{_name(few[0])} is too large to store: it takes {weight:,} bytes, and "
                f"{LARGEST_ROW:,} are possible; next step: shorten the rows that state it, and "
                "load the file again"
            )
        if part and size + weight > LARGEST_MESSAGE:
            yield part
            part, size = [], 0
        part += few
        size += weight
    if part:
        yield part


def _weighed(rows: Sequence[Any]) -> Iterator[tuple[Sequence[Any], int]]:
    """A few rows at a time with their weight, which is sooner known than that of each."""
    for begin in range(0, len(rows), WEIGHED_AT_ONCE):
        few = rows[begin : begin + WEIGHED_AT_ONCE]
        weight = _weight(few)
        if weight * HEAVY <= LARGEST_MESSAGE:
            yield few, weight
        else:
            yield from (([row], _weight(row)) for row in few)


def _weight(content: Any) -> int:
    """The bytes of rows in a message, or a few more."""
    return len(to_json(content, fallback=str))


def _name(row: Any) -> str:
    shown = str(row.get("id", row) if isinstance(row, dict) else row)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"
