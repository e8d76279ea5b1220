"""Cleans cells: what people and spreadsheets leave in them that means nothing.

Every function is idempotent: cleaning what is clean changes nothing.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping

from kg.ingest.table import Row, Table
from kg.ontology.region_code import canonical_region_code

# Excel writes a carriage return inside a cell as this (ECMA-376, 22.9.2.19).
_ESCAPED_CONTROL = re.compile(r"_x00[01][0-9A-Fa-f]_", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\u200b\u2060\ufeff]")
_DECIMAL_COMMA = re.compile(r"-?\d+,\d+")
_THOUSANDS = re.compile(r"-?[1-9]\d{0,2},\d{3}")


def clean_text(text: str) -> str:
    """Normalises to NFC and takes out control characters, escapes and doubled spaces."""
    return text if is_clean(text) else scrub(text)


def scrub(text: str) -> str:
    """Cleans a text by looking for each fault."""
    composed = unicodedata.normalize("NFC", text)
    while True:
        plain = _CONTROL.sub("", _ESCAPED_CONTROL.sub(" ", composed))
        plain = unicodedata.normalize("NFC", _SPACE.sub(" ", plain).strip())
        if plain == composed:
            return plain
        composed = plain


def is_clean(text: str) -> bool:
    """Whether cleaning changes nothing for certain: told of most cells at once.

    What is printable has no control characters and no space but the plain one.
    """
    return (
        text.isprintable()
        and "  " not in text
        and "_" not in text
        and text[:1] != " "
        and text[-1:] != " "
        and (text.isascii() or unicodedata.is_normalized("NFC", text))
    )


def clean_row(source: str, table: Table, values: Mapping[str, str]) -> Row:
    """The cells of a record as they are used; empty and unknown ones are absent."""
    unknown = table.unknown
    cells = renamed(table, values)
    # Most rows have nothing to clean, which the row as a whole tells sooner than its cells.
    whole = "|".join(values.values())
    if not is_clean(whole) or " |" in whole or "| " in whole:
        cells = ((column, clean_text(text)) for column, text in cells)
    return Row(source, {column: text for column, text in cells if text and text not in unknown})


def renamed(table: Table, values: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """The cells under today's names: a record keeps the names of the day when it was read."""
    if not table.todays_names:
        return values.items()
    return ((table.todays_names.get(column, column), value) for column, value in values.items())


def clean_number(text: str | None) -> str | None:
    """A number with a point: some exports write `3157986,5`."""
    if text and _DECIMAL_COMMA.fullmatch(text):
        return text.replace(",", ".")
    return text


def clean_decimal(text: str | None) -> str | None:
    """A number as people write it, with a point: `12,5` is 12.5.

    `1,200` stays as it is: it may be a thousand.
    """
    return text if text and _THOUSANDS.fullmatch(text) else clean_number(text)


def clean_date(text: str | None) -> str | None:
    """The day of a date or of a date with time, as it stands."""
    return text[:10] if text and re.fullmatch(r"\d{4}-\d\d-\d\d[ T].*", text) else text


def read_day(text: str) -> dt.date | None:
    """The day that a date means (ISO 8601), None where it is none."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def clean_code(text: str | None) -> str | None:
    """A territorial code in the one spelling of ours, without spaces."""
    return canonical_region_code(re.sub(r"\s", "", text or "")) or None
