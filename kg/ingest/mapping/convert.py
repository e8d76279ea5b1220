"""Turns a foreign value into the text that the contract reads, by the rule of its column."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal

from kg.ingest.mapping.model import ColumnRule
from kg.model import Reason

PARTING = "|"
# The code of a value that a key of a rule does not cover.
REASONS: Mapping[str, Reason] = {
    "codes": Reason.NOT_MAPPED,
    "separator": Reason.WRONG_FORM,
    "date": Reason.NOT_A_DATE,
    "decimal": Reason.NOT_A_NUMBER,
    "factor": Reason.NOT_A_NUMBER,
}
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,2})?")
_UNSURE = re.compile(r"[+-]?[1-9]\d{0,2}\.\d{3}")
_WITH_COMMA = re.compile(r"[+-]?(\d{1,3}((\.|[ \u00a0\u202f'’])\d{3})+|\d+)(,\d+)?")  # noqa: RUF001
_WITH_POINT = re.compile(r"[+-]?(\d{1,3}((,|[ \u00a0\u202f'’])\d{3})+|\d+)(\.\d+)?")  # noqa: RUF001


class NoValueError(ValueError):
    """A value that the rule does not cover: what it must be, and the key of the rule."""

    def __init__(self, rule: str, key: str) -> None:
        super().__init__(rule)
        self.rule, self.key, self.reason = rule, key, REASONS[key]


def convert(rule: ColumnRule, text: str, *, is_typed: bool = False) -> str:
    """The value of a cell; empty for an empty one. NoValueError for what the rule does not cover.

    The numbers of a typed file, such as a workbook, have a point whatever its texts have.
    """
    if rule.value is not None:
        return rule.value
    parts = text.split(rule.separator) if rule.separator else [text]
    found = [_one(rule, part.strip(), is_typed=is_typed) for part in parts if part.strip()]
    return f" {PARTING} ".join(f"{rule.prefix}{part}" for part in found if part)


def _one(rule: ColumnRule, text: str, *, is_typed: bool) -> str:
    if rule.separator and rule.separator != PARTING and PARTING in text:
        raise NoValueError(f"must not hold {PARTING}, which parts our values", "separator")
    if rule.codes is not None:
        if text not in rule.codes:
            raise NoValueError(f"must be one of {', '.join(rule.codes)}", "codes")
        text = rule.codes[text]
    if rule.date:
        return _date(rule.date, text)
    return _number(rule, text, is_typed=is_typed) if rule.is_number else text


def _date(form: str, text: str) -> str:
    if _ISO.fullmatch(text):
        return text
    try:
        # A day has no time zone.
        return dt.datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007
    except ValueError as error:
        raise NoValueError(f"must be a date as {form}", "date") from error


def _number(rule: ColumnRule, text: str, *, is_typed: bool) -> str:
    has_comma = rule.decimal == ","
    if is_typed and has_comma and _PLAIN.fullmatch(text):
        if _UNSURE.fullmatch(text):
            raise NoValueError("must not be a number whose point may part thousands", "decimal")
        return _scaled(rule, text)
    if not (_WITH_COMMA if has_comma else _WITH_POINT).fullmatch(text):
        if not has_comma and _PLAIN.fullmatch(text):
            return _scaled(rule, text)
        key = "decimal" if rule.decimal else "factor"
        raise NoValueError(f"must be a number such as {'1.200,5' if has_comma else '1200.5'}", key)
    digits = re.sub(r"[ \u00a0\u202f'’]", "", text)  # noqa: RUF001  # it is one of them
    plain = digits.replace(".", "").replace(",", ".") if has_comma else digits.replace(",", "")
    return _scaled(rule, plain)


def _scaled(rule: ColumnRule, number: str) -> str:
    if rule.factor is None:
        return number
    text = f"{Decimal(number) * rule.factor:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
