"""An answer of the console as JSON, as CSV, and as a table for a terminal."""

import csv
import io
import json
import math
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from kg.graph.answer_values import Cell, LinkValue, NodeValue, PathValue
from kg.graph.read_only import ReadAnswer

# A spreadsheet takes a text that begins so for a formula, and may run it.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
NARROWEST = 8
GAP = 2


def answer_json(answer: ReadAnswer) -> dict[str, Any]:
    """Columns, rows, whether rows are missing, and the revision of the graph."""
    return {
        "columns": list(answer.columns),
        "rows": [[cell_json(value) for value in row] for row in answer.rows],
        "truncated": answer.truncated is not None,
        "revision": answer.revision,
    }


def cell_json(value: Cell) -> Any:  # noqa: PLR0911  # one for each kind of value
    """A value as JSON has it; numbers that JSON does not know become texts."""
    match value:
        case float() if not math.isfinite(value):
            return str(value)
        case NodeValue():
            shown = {"labels": list(value.labels), "id": value.id}
            return {**shown, "properties": cell_json(value.properties)}
        case LinkValue():
            shown = {"type": value.type, "start": value.start, "end": value.end}
            return {**shown, "properties": cell_json(value.properties)}
        case PathValue():
            nodes, links = map(cell_json, value.nodes), map(cell_json, value.links)
            return {"nodes": list(nodes), "relationships": list(links)}
        case Mapping():
            return {key: cell_json(item) for key, item in value.items()}
        case tuple():
            return [cell_json(item) for item in value]
        case _:
            return value


def answer_csv(answer: ReadAnswer) -> str:
    """RFC 4180, one line for each row; what is no text, number or truth value is JSON.

    A text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    if not answer.columns:  # the embedded engine names none where there are no rows
        return ""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(column) for column in answer.columns])
    for row in answer.rows:
        cells = [_csv_cell(value) for value in row]
        # A line with one empty cell would be an empty line, which readers skip.
        writer.writerow(cells) if cells != [""] else out.write('""\r\n')
    return out.getvalue()


def _csv_cell(value: Cell) -> str:
    match value:
        case None:
            return ""
        case str():
            return harmless(value)
        case _:
            return _compact(value)


def harmless(text: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def answer_table(answer: ReadAnswer, width: int | None) -> list[str]:
    """Aligned columns; where a width is given, cells are cut so that lines fit."""
    if not answer.columns:
        return []
    head = [_printable(column) for column in answer.columns]
    rows = [[_printable(_shown(value)) for value in row] for row in answer.rows]
    sizes = [max(map(_width, column)) for column in zip(head, *rows, strict=True)]
    if width is not None:
        sizes = fitting(sizes, width - GAP * (len(sizes) - 1))
    rule = ["─" * size for size in sizes]
    are_numbers = [_are_numbers(column) for column in zip(*answer.rows, strict=True)]
    right = are_numbers or [False] * len(sizes)
    return [_line(cells, sizes, right) for cells in (head, rule, *rows)]


def fitting(sizes: Sequence[int], room: int) -> list[int]:
    """Widths that fit into the room: the widest give way, down to the narrowest that is read."""
    fitted = list(sizes)
    while sum(fitted) > room and max(fitted) > NARROWEST:
        widest = fitted.index(max(fitted))
        others = [size for size in fitted if size < fitted[widest]]
        floor = max([NARROWEST, *others])
        fitted[widest] = max(floor, fitted[widest] - (sum(fitted) - room))
        if fitted[widest] == floor and fitted.count(floor) > 1:
            fitted[widest] = max(NARROWEST, floor - 1)
    return fitted


def _line(cells: Sequence[str], sizes: Sequence[int], right: Sequence[bool]) -> str:
    shown = (_padded(*each) for each in zip(cells, sizes, right, strict=True))
    return (" " * GAP).join(shown).rstrip()


def _padded(text: str, size: int, is_right: bool) -> str:
    cut = text
    if _width(text) > size:
        cut = ""
        for character in text:
            if _width(cut + character) > size - 1:
                break
            cut += character
        cut += "…"
    padding = " " * (size - _width(cut))
    return padding + cut if is_right else cut + padding


def _shown(value: Cell) -> str:  # noqa: PLR0911  # one for each kind of value
    """A value in short, for people."""
    match value:
        case None:
            return ""
        case str():
            return value
        case NodeValue():
            return f"({':'.join(value.labels)} {value.id or ''})".replace(" )", ")")
        case LinkValue():
            return f"[{value.type}]"
        case PathValue():
            return _shown_path(value)
        case tuple() if any(isinstance(item, NodeValue | LinkValue | PathValue) for item in value):
            return f"[{', '.join(map(_shown, value))}]"
        case _:
            return _compact(value)


def _shown_path(path: PathValue) -> str:
    shown = _shown(path.nodes[0])
    for link, node in zip(path.links, path.nodes[1:], strict=True):
        is_backward = link.end is not None and link.end != node.id
        left, right = ("<-", "-") if is_backward else ("-", "->")
        shown += f"{left}{_shown(link)}{right}{_shown(node)}"
    return shown


def _compact(value: Cell) -> str:
    return json.dumps(cell_json(value), ensure_ascii=False)


def _printable(text: str) -> str:
    """One line without what a terminal obeys."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def _width(text: str) -> int:
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _are_numbers(column: Sequence[Cell]) -> bool:
    numbers = [
        isinstance(v, int | float) and not isinstance(v, bool) for v in column if v is not None
    ]
    return bool(numbers) and all(numbers)
