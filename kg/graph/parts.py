"""Divides what is sent into messages that the engines take."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from kg.errors import InputError

# Above 16 MiB the embedded engine drops a message without an answer. Within a message of this
# size a row may be the last one, so both together stay below.
LARGEST_MESSAGE = 4 * 1024 * 1024
LARGEST_ROW = 8 * 1024 * 1024
LONGEST_SHOWN = 80
_JSON = json.JSONEncoder(default=str, ensure_ascii=False)


def parts(rows: Sequence[Any]) -> Iterator[list[Any]]:
    """The rows, in their order, in parts that each fit into one message.

    Raises InputError for a row that no message takes.
    """
    if rows and _weight(rows) <= LARGEST_MESSAGE:
        yield list(rows)
        return
    part: list[Any] = []
    size = 0
    for row in rows:
        weight = _weight(row)
        if weight > LARGEST_ROW:
            raise InputError(
                f"{_name(row)} is too large to store: it takes {weight:,} bytes, and "
                f"{LARGEST_ROW:,} are possible; next step: shorten the rows that state it, and "
                "load the file again"
            )
        if part and size + weight > LARGEST_MESSAGE:
            yield part
            part, size = [], 0
        part.append(row)
        size += weight
    if part:
        yield part


def _weight(content: Any) -> int:
    """The bytes of rows in a message, or a few more."""
    return len(_JSON.encode(content).encode("utf-8", "replace"))


def _name(row: Any) -> str:
    shown = str(row.get("id", row) if isinstance(row, dict) else row)
    return shown if len(shown) <= LONGEST_SHOWN else f"{shown[:LONGEST_SHOWN]}…"
