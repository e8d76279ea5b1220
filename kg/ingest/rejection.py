"""Turns broken rules into rejections that name file, line, column, value and rule."""

from kg.model import Rejection

LONGEST_SHOWN = 80
LONGEST_RULE = 300


def describe(rejection: Rejection) -> str:
    """One line for people: `organisations.csv line 7, country 'de': must be two capital …`."""
    value, rule = (
        shortened(rejection.value, LONGEST_SHOWN),
        shortened(rejection.rule, LONGEST_RULE),
    )
    return f"{rejection.file} line {rejection.line}, {rejection.column} {value!r}: {rule}"


def shortened(text: str, longest: int) -> str:
    """The beginning of a text that is too long to be shown."""
    return text if len(text) <= longest else text[: longest - 1] + "…"
