"""Writes a typed value as the text that the contract reads."""

import datetime as dt
import decimal
import math

PARTING = "|"


class NoCellError(ValueError):
    """A value that no cell can hold; the message is the rule that it breaks."""


class Literal(str):
    """A number as it stands in a file, so that none of its digits is lost."""

    __slots__ = ()


def text_of(value: object) -> str:
    """The text of a value; empty for none. Several are parted by `|`. NoCellError for others."""
    if isinstance(value, list | tuple):
        return f" {PARTING} ".join(filter(None, map(_one_of_several, value)))
    return _single(value)


def _one_of_several(value: object) -> str:
    text = _single(value)
    if PARTING in text:
        raise NoCellError(f"must not hold {PARTING} within one of several values")
    return text


def _single(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Literal() | int():
            return _whole(str(value))
        case str() | None:
            return value or ""
        case float() | decimal.Decimal() if math.isfinite(value):
            return _whole(str(value))
        case dt.date():
            return value.isoformat().replace("+00:00", "Z")
    raise NoCellError("must be a text, a number, a date, true or false, or a list of these")


def _whole(number: str) -> str:
    """A whole number without the point that programs put behind it: 12.0 is 12."""
    whole, point, decimals = number.partition(".")
    return whole if point and decimals.strip("0") == "" else number
