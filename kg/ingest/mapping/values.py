"""Guesses from the values of a column how they are written, and whether they fit one of ours."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.ingest.mapping.convert import NoValueError, convert
from kg.ingest.mapping.model import ColumnRule
from kg.ingest.mapping.words import folded
from kg.ingest.table import Column
from kg.ontology.contract import LEXICAL
from kg.ontology.schema import Datatype, Property

DATES = ("%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d")
SEPARATORS = (";", ",", "/")
# Of so many values that do not fit a rule, none is a slip of the pen.
MOST_UNFIT = 0.1
UNKNOWN_VALUES = 0.9
UNFIT = 0.3
# What names others can be told only by loading it.
IDS = 0.95
PARTED = "several are parted by |"
_COMMA = re.compile(r"[+-]?[\d.]*\d,\d+")
_ONE_OF = re.compile(r"must be one of (.+?)(;|$)")


@dataclass(frozen=True, slots=True)
class Guess:
    """How values are turned into ours, as keys of a column's rule; why; how well they fit, to 1."""

    why: str
    fits: float
    rule: Mapping[str, object] = field(default_factory=dict)


def guess_rule(column: Column, prop: Property | None, values: Sequence[str]) -> Guess:
    """How the values of a foreign column become those of ours."""
    found = _ONE_OF.search(column.rule)
    if found and values:
        return _codes(prop, found[1].split(", "), values)
    if not values:
        return Guess("it has no values", UNKNOWN_VALUES)
    if prop is None:
        separator = _separator(values) if PARTED in column.rule else None
        return Guess("it may name ids", IDS, {"separator": separator} if separator else {})
    return _by_type(prop, values)


def _by_type(prop: Property, values: Sequence[str]) -> Guess:
    if prop.datatype in (Datatype.DATE, Datatype.DATE_TIME):
        return _dates(prop, values)
    if prop.datatype in (Datatype.DECIMAL, Datatype.INTEGER):
        return _numbers(prop, values)
    separator = _separator(values) if prop.many else None
    rule = {"separator": separator} if separator else {}
    parts = [part.strip() for v in values for part in (v.split(separator) if separator else [v])]
    if not prop.pattern:
        return Guess("its values are texts", 1.0, rule)
    fitting = sum(re.search(prop.pattern, part) is not None for part in parts) / len(parts)
    return _judged(fitting, "fit the pattern", rule)


def _codes(prop: Property | None, codes: Sequence[str], values: Sequence[str]) -> Guess:
    different = list(dict.fromkeys(values))[:200]
    if set(different) <= set(codes):
        return Guess("its values are ours", 1.0)
    ours = {folded(code): code for code in codes}
    mapped = {value: ours[folded(value)] for value in different if folded(value) in ours}
    share = len(mapped) / len(different)
    if prop is not None and share < 1:
        return Guess(f"{len(mapped)} of {len(different)} values are ours", UNFIT + share / 2)
    return _judged(share, "are codes of ours", {"codes": mapped} if mapped else {})


def _dates(prop: Property, values: Sequence[str]) -> Guess:
    plain = sum(LEXICAL[prop.datatype].fullmatch(value) is not None for value in values)
    if plain == len(values):
        return Guess("its values are ISO dates", 1.0)
    forms = [form for form in DATES if _fits({"date": form}, values)]
    if len(forms) == 1:
        return Guess(f"its values are dates as {forms[0]}", 1.0, {"date": forms[0]})
    if forms:
        return Guess(f"its dates may be {' or '.join(forms)}", UNFIT, {"date": forms[0]})
    return _judged(plain / len(values), "are dates", {})


def _numbers(prop: Property, values: Sequence[str]) -> Guess:
    plain = sum(LEXICAL[prop.datatype].fullmatch(value) is not None for value in values)
    if plain == len(values):
        return Guess("its values are numbers", 1.0)
    if any(_COMMA.fullmatch(value) for value in values) and _fits({"decimal": ","}, values):
        return Guess("its numbers have a decimal comma", 1.0, {"decimal": ","})
    return _judged(plain / len(values), "are numbers", {})


def _fits(keys: Mapping[str, str], values: Sequence[str]) -> bool:
    rule = ColumnRule.model_validate({"from": "x", **keys})
    try:
        for value in values:
            convert(rule, value)
    except NoValueError:
        return False
    return True


def _separator(values: Sequence[str]) -> str | None:
    """What parts most values, unless a bar does."""
    if any("|" in value for value in values):
        return None
    counts = {sign: sum(sign in value for value in values) for sign in SEPARATORS}
    best = max(SEPARATORS, key=lambda sign: counts[sign])
    return best if counts[best] > len(values) / 4 else None


def _judged(share: float, what: str, rule: Mapping[str, object]) -> Guess:
    fits = 1.0 if share == 1 else share * UNKNOWN_VALUES if share >= 1 - MOST_UNFIT else UNFIT
    return Guess(f"{share:.0%} of its values {what}", fits, rule)
