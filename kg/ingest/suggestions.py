"""Says what a cell may have been meant to hold: only what obeys the rule, and each reading of it.

Nothing is guessed silently: a suggestion is shown, and taken when somebody says so.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from kg.ingest.country_names import COUNTRY_NAMES
from kg.ingest.date_readings import date_readings
from kg.ingest.mapping.words import folded
from kg.model import Suggestion
from kg.ontology.schema import Datatype, Property

# Longer texts are no codes, and comparing them takes long.
LONGEST_COMPARED = 80
# "Frim" for "Firm" is .75; "larch" for "large" is .8: a nearer second one makes it a question.
LEAST_LIKENESS = 0.75
MOST_NEAR = 2
TRUE = frozenset({"yes", "y", "1", "ja", "j", "wahr", "x", "true", "oui"})
FALSE = frozenset({"no", "n", "0", "nein", "falsch", "false", "non"})
_SPACE = re.compile(r"\s")
# What parts thousands: a point, a comma, an apostrophe in two forms, a space.
_THOUSANDS = re.compile(r"[+-]?\d{1,3}([.,'\u2019 ])\d{3}(\1\d{3})*")
_BOTH_SIGNS = re.compile(r"[+-]?\d{1,3}(?:([.,'\u2019 ])\d{3})+([.,])\d+")
_AMOUNT = re.compile(r"(?:[A-Z]{3}|[€$£])?\s*([+-]?\d[\d.,'\u2019\s]*)\s*(\D{0,20})")
_SIGNS = re.compile(r"[.,'\u2019 ]")

Choices = Mapping[str, tuple[str, ...]]


def suggest(prop: Property, value: str, choices: Choices) -> tuple[Suggestion, ...]:
    """What a value of this property may have been meant to be; nothing of a private one.

    `choices` are the values of its code list, each with what people call it.
    """
    text = value.strip()
    if prop.is_private or not text or len(text) > LONGEST_COMPARED:
        return ()
    if choices:
        return choose(text, choices)
    return tuple(_READINGS.get(prop.datatype, _forms)(prop, text))


def choose(text: str, choices: Choices) -> tuple[Suggestion, ...]:
    """The choice that a text names in other letters or by a caption, else those like it."""
    names: dict[str, dict[str, str]] = {}
    for code, captions in choices.items():
        for name in (code, *captions):
            why = "the same in other letters" if name == code else f"it is called {name!r}"
            names.setdefault(folded(name), {}).setdefault(code, why)
    found = names.get(folded(text), {})
    if found:
        return tuple(Suggestion(code, why) for code, why in found.items())
    return nearest(text, names, lambda name: list(names[name]))


def nearest(
    text: str, names: Iterable[str], codes: Callable[[str], Iterable[str]]
) -> tuple[Suggestion, ...]:
    """The codes of the folded names that are most like a text; several where they are equal."""
    wanted = folded(text)
    near = difflib.get_close_matches(wanted, list(names), n=MOST_NEAR + 1, cutoff=LEAST_LIKENESS)
    if not near or not wanted:
        return ()
    best = _likeness(wanted, near[0])
    equal = [name for name in near if _likeness(wanted, name) == best]
    said = dict.fromkeys(code for name in equal for code in codes(name))
    return tuple(Suggestion(code, "the nearest one") for code in said)[:MOST_NEAR]


def _likeness(one: str, other: str) -> float:
    # In the order in which get_close_matches compares: the ratio is not symmetric.
    return difflib.SequenceMatcher(None, other, one).ratio()


def _numbers(text: str) -> Iterator[Suggestion]:
    """A number without its unit, currency, or the signs that part its thousands."""
    found = _AMOUNT.fullmatch(text)
    if found is None:
        return
    number, unit = found[1].strip(), found[2].strip()
    dropped = repr(unit) if unit else "its currency"
    kept = "" if number == text else f", without {dropped}"
    if not _SIGNS.search(_SPACE.sub(" ", number)):
        if kept:
            yield Suggestion(number, f"the number{kept}")
        return
    number = _SPACE.sub(" ", number)
    both = _BOTH_SIGNS.fullmatch(number)
    if both and both[1] != both[2]:
        whole, _, decimals = number.rpartition(both[2])
        yield Suggestion(f"{_digits(whole)}.{decimals}", f"{both[1]!r} parts thousands{kept}")
    elif parted := _THOUSANDS.fullmatch(number):
        sign = parted[1]
        yield Suggestion(_digits(number), f"{sign!r} parts thousands{kept}")
        if sign in ".," and number.count(sign) == 1:
            yield Suggestion(number.replace(",", "."), f"{sign!r} stands before decimals{kept}")
    elif re.fullmatch(r"[+-]?\d+[.,]\d+", number):
        yield Suggestion(number.replace(",", "."), f"the number{kept}" if kept else "a point")


def _digits(number: str) -> str:
    return re.sub(r"[^\d+-]", "", number)


def _truth(text: str) -> tuple[Suggestion, ...]:
    word = text.casefold()
    if word in TRUE:
        return (Suggestion("true", f"{text!r} means so"),)
    return (Suggestion("false", f"{text!r} means so"),) if word in FALSE else ()


def _forms(prop: Property, text: str) -> Iterator[Suggestion]:
    """The text in letters, or without signs, in which it has the form of the property."""
    if prop.name == "country" and (code := COUNTRY_NAMES.get(folded(text))):
        yield Suggestion(code, f"the country is called {text!r}")
        return
    if not prop.pattern or "\n" in text:
        return
    bare = re.sub(r"[\s./-]", "", text)
    for form in dict.fromkeys((text.upper(), text.lower(), bare, bare.upper(), bare.lower())):
        if form and re.search(prop.pattern, form):
            yield Suggestion(form, "the same in other letters, or without spaces and signs")
            return


def _whole_numbers(text: str) -> Iterator[Suggestion]:
    return (s for s in _numbers(text) if re.fullmatch(r"[+-]?\d+", s.value))


_READINGS: Mapping[Datatype, Callable[[Property, str], Iterable[Suggestion]]] = {
    Datatype.DATE: lambda _, text: date_readings(text),
    Datatype.INTEGER: lambda _, text: _whole_numbers(text),
    Datatype.DECIMAL: lambda _, text: _numbers(text),
    Datatype.BOOLEAN: lambda _, text: _truth(text),
}
