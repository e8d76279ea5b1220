"""Turns broken rules into rejections that name file, line, column, value and rule."""

from kg.model import Rejection

LONGEST_SHOWN = 80


def describe(rejection: Rejection) -> str:
    """One line for people: `organisations.csv line 7, country 'de': must be two capital …`."""
    value = rejection.value
    shown = value if len(value) <= LONGEST_SHOWN else value[: LONGEST_SHOWN - 1] + "…"
    return f"{rejection.file} line {rejection.line}, {rejection.column} {shown!r}: {rejection.rule}"
