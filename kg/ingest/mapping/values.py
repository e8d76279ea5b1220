"""Guesses from the values of a column how they are written, and whether they fit one of ours."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.ingest.mapping.codes import read_codes
from kg.ingest.mapping.convert import NoValueError, convert
from kg.ingest.mapping.model import ColumnRule
from kg.ingest.suggestions import Choices
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
DECIMALS = {",": "comma", ".": "point"}
LONGEST_TOLD = 60


# How much values say beside the name, where they could hardly be of another column.
TELLING = 0.6
# How the codes are written that name what is loaded from elsewhere.
OF_CLASSIFICATION: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "sector": ("NACE", re.compile(r"[A-U]|\d\d(\.\d\d?)?")),
    "region": ("NUTS or ITL", re.compile(r"[A-Z]{2}[0-9A-Z]{1,3}")),
}


@dataclass(frozen=True, slots=True)
class Guess:
    """How values are turned into ours, as keys of a column's rule; why; how well they fit, to 1.

    `tells` says how much they speak for the column, whatever its name, from 0 to 1.
    """

    why: str
    fits: float
    rule: Mapping[str, object] = field(default_factory=dict)
    tells: float = 0.0


@dataclass(frozen=True, slots=True)
class Target:
    """One of our columns: its property, the values that it may have, and whether it is the key."""

    column: Column
    prop: Property | None
    choices: Choices
    is_key: bool = False

    @property
    def has_many(self) -> bool:
        """Whether a cell may have several values."""
        return PARTED in self.column.rule or (self.prop is not None and self.prop.many)


def guess_rule(target: Target, values: Sequence[str]) -> Guess:
    """How the values of a foreign column become those of ours."""
    if not values:
        return Guess("it has no values", UNKNOWN_VALUES)
    separator = _separator(values) if target.has_many else None
    rule: dict[str, object] = {"separator": separator} if separator else {}
    cells = (value.split(separator) if separator else [value] for value in values)
    parts = [part.strip() for cell in cells for part in cell if part.strip()]
    if target.is_key:
        return _keys(values)
    if target.choices:
        return _codes(target, parts, rule)
    if target.prop is None:
        return _references(target.column.name, parts, rule)
    return _by_type(target.prop, values, parts, rule)


def _by_type(
    prop: Property, values: Sequence[str], parts: Sequence[str], rule: Mapping[str, object]
) -> Guess:
    if prop.datatype in (Datatype.DATE, Datatype.DATE_TIME):
        return _dates(prop, values)
    if prop.datatype in (Datatype.DECIMAL, Datatype.INTEGER):
        return _numbers(prop, values)
    if not prop.pattern:
        return Guess("its values are texts", 1.0, rule)
    fitting = sum(re.search(prop.pattern, part) is not None for part in parts) / len(parts)
    return _judged(fitting, "fit the pattern", rule)


def _keys(values: Sequence[str]) -> Guess:
    if len(set(values)) < len(values):
        return Guess("its values stand in several rows", UNFIT)
    if any(re.search(r"\s", value) for value in values):
        return Guess("its values have spaces", UNFIT)
    return Guess("each value stands once", 1.0, tells=TELLING if len(values) > 1 else 0.0)


def _references(name: str, parts: Sequence[str], rule: Mapping[str, object]) -> Guess:
    caption, form = OF_CLASSIFICATION.get(name, ("", None))
    if form is not None and all(form.fullmatch(part) for part in parts):
        return Guess(f"its values are written as codes of {caption}", 1.0, rule, TELLING)
    return Guess("it may name ids", IDS, rule)


def _codes(target: Target, parts: Sequence[str], rule: Mapping[str, object]) -> Guess:
    different, choices = list(dict.fromkeys(parts))[:200], target.choices
    pattern = target.prop.pattern if target.prop else None
    if all(value in choices or (pattern and re.search(pattern, value)) for value in different):
        return Guess("its values are ours", 1.0, rule, TELLING)
    mapped = dict(read_codes(different, choices))
    if len(mapped) == len(different):
        return Guess("its values are what ours are called", 1.0, {**rule, "codes": mapped}, TELLING)
    missing = ", ".join(repr(value) for value in different if value not in mapped)
    why = f"{len(mapped)} of {len(different)} values are ours, not {missing[:LONGEST_TOLD]}"
    fits = UNFIT + len(mapped) / len(different) / 2
    return Guess(why, fits, {**rule, "codes": mapped} if mapped else rule)


def _dates(prop: Property, values: Sequence[str]) -> Guess:
    plain = sum(LEXICAL[prop.datatype].fullmatch(value) is not None for value in values)
    if plain == len(values):
        return Guess("its values are ISO dates", 1.0)
    forms = [form for form in DATES if _converted({"date": form}, values)]
    if len(forms) == 1:
        return Guess(f"its values are dates as {forms[0]}", 1.0, {"date": forms[0]})
    if forms:
        return Guess(f"its dates may be {' or '.join(forms)}", UNFIT, {"date": forms[0]})
    return _judged(plain / len(values), "are dates", {})


def _numbers(prop: Property, values: Sequence[str]) -> Guess:
    form = LEXICAL[prop.datatype]
    plain = sum(form.fullmatch(value) is not None for value in values)
    if plain == len(values):
        is_near = None not in prop.bounds and len(values) > 1 and _is_within(prop, values)
        return Guess("its values are numbers", 1.0, tells=TELLING if is_near else 0.0)
    readings = {sign: _converted({"decimal": sign}, values) for sign in DECIMALS}
    fitting = [sign for sign, read in readings.items() if read and all(map(form.fullmatch, read))]
    if len(fitting) == 1:
        return Guess(
            f"its numbers have a decimal {DECIMALS[fitting[0]]}", 1.0, {"decimal": fitting[0]}
        )
    if fitting:
        return Guess("its signs may part thousands or decimals", UNFIT, {"decimal": fitting[0]})
    return _judged(plain / len(values), "are numbers", {})


def _is_within(prop: Property, values: Sequence[str]) -> bool:
    low, high = prop.bounds
    return all((low or 0) <= float(value) <= (high or 0) for value in values)


def _converted(keys: Mapping[str, str], values: Sequence[str]) -> list[str] | None:
    """The values by a rule, None where it does not cover them."""
    rule = ColumnRule.model_validate({"from": "x", **keys})
    try:
        return [convert(rule, value) for value in values]
    except NoValueError:
        return None


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
