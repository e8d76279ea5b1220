"""JSON values that users wrote, read as the fields of a dataclass have them.

Each function raises InputError that says where what cannot be used stands.
"""

import datetime as dt
import json
import types
from collections.abc import Collection
from typing import Any, Literal, Union, get_args, get_origin

from kg.errors import InputError

LONGEST_TEXT = 20_000

Json = dict[str, Any]


def read_value(value: Any, hint: Any, where: str) -> Any:  # noqa: PLR0911  # one line a type
    """A JSON value as the field's type has it."""
    origin, choices = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        if value is None and type(None) in choices:
            return None
        return read_value(value, next(c for c in choices if c is not type(None)), where)
    if origin is tuple:
        return tuple(
            read_value(each, choices[0], f"{where}[{n}]")
            for n, each in enumerate(read_list(value, where, 1_000))
        )
    if origin is Literal:
        if value not in choices:
            raise InputError(f"{where}: {value!r} is none of {', '.join(choices)}")
        return value
    if hint is dt.date:
        return _day(value, where)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise InputError(f"{where}: {_shown(value)} is no {_NAMES[hint]}")
    return read_text(value, where, LONGEST_TEXT, empty=True) if hint is str else value


_NAMES = {str: "text", bool: "true or false", float: "number", int: "whole number"}


def _day(value: Any, where: str) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise InputError(f"{where}: {_shown(value)} is no day such as 2027-04-30") from error


def is_object(value: Any) -> bool:
    """Is it a JSON object?"""
    return isinstance(value, dict)


def read_object(
    value: Any, where: str, known: Collection[str], needed: Collection[str], next_step: str
) -> Json:
    """An object with no other keys than are known, and with all that are needed."""
    if not is_object(value):
        raise InputError(f"{where}: {_shown(value)} is no object; {next_step}")
    found: Json = value
    for key in found:
        if key not in known:
            raise InputError(f"{where}: no key {key!r}; there are: {', '.join(sorted(known))}")
    for key in sorted(needed):
        if key not in found:
            raise InputError(f"{where}: the key {key!r} is missing; {next_step}")
    return found


def read_list(value: Any, where: str, most: int) -> list[Any]:
    """A list of at most so many entries."""
    if not isinstance(value, list):
        raise InputError(f"{where}: {_shown(value)} is no list")
    if len(value) > most:
        raise InputError(f"{where}: {len(value)} entries are more than {most}")
    return value


def read_text(value: Any, where: str, longest: int, *, empty: bool = False) -> str:
    """A text of at most so many characters, with something in it unless it may be empty."""
    if not isinstance(value, str):
        raise InputError(f"{where}: {_shown(value)} is no text")
    if not (value.strip() or empty) or len(value) > longest:
        raise InputError(f"{where}: the text is empty, or longer than {longest:,} characters")
    # JSON can write half a character (a lone surrogate), which nothing can search or store.
    if any("\ud800" <= character <= "\udfff" for character in value):
        raise InputError(f"{where}: half of a character (a lone surrogate) is no text")
    return value


def _shown(value: Any) -> str:
    """A value in a message, short enough to read."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004  # enough to be found by


def written(value: Any) -> Any:
    """The value of a field as JSON has it."""
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def camel(name: str) -> str:
    """The name of a field as JSON has it."""
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)
