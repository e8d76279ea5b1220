"""Reads numbers as people write them: 2,500, 20.000, 1.5m, 40k, twelve."""

import re

# A number: 1,200.5 or 20 000 or 1.5, never a part of a word such as 316L or a date.
NUMBER = r"\d{1,3}(?:[.,'\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d+)?"
_SCALE = r"\s?k\b|\s?T(?=€|EUR)|\s?(?:millions?|Mio\.?|mln|tys\.?|thousand|Tsd\.?)(?!\w)"
SCALED = rf"(?:{NUMBER})(?:{_SCALE})?"
_SCALES = {"k": 1e3, "t": 1e3, "thousand": 1e3, "tsd": 1e3, "tys": 1e3}
_MILLION = 1e6
_GROUPED = re.compile(r"\d{1,3}(?:[.,'\u00a0\u202f ]\d{3})+")

_SMALL = (
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
     "twelve"),
    ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
     "zwölf"),
    ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
     "douze"),
    ("jeden", "dwa", "trzy", "cztery", "pięć", "sześć", "siedem", "osiem", "dziewięć", "dziesięć",
     "jedenaście", "dwanaście"),
)  # fmt: skip
NUMBER_WORDS = {
    word: float(value) for words in _SMALL for value, word in enumerate(words, start=1)
} | {
    "dwóch": 2.0,
    "dwie": 2.0,
    "trzech": 3.0,
    "czterech": 4.0,
    "pięciu": 5.0,
    "sześciu": 6.0,
    "siedmiu": 7.0,
    "ośmiu": 8.0,
    "dziesięciu": 10.0,
    "fifteen": 15.0,
    "twenty": 20.0,
    "thirty": 30.0,
    "fifty": 50.0,
    "hundred": 100.0,
    "dozen": 12.0,
}
_ONE = frozenset(("one", "ein", "eine", "un", "une", "jeden"))
# "One" and its like are articles more often than amounts.
WORD = "|".join(w for w, v in NUMBER_WORDS.items() if v > 1)


def read_number(text: str) -> float:
    """The value of a number or number word that the patterns found."""
    text = text.strip().casefold()
    if text in _ONE:
        return 1.0
    if text in NUMBER_WORDS:
        return NUMBER_WORDS[text]
    scale = 1.0
    digits = re.match(r"[\d.,'\u00a0\u202f ]*\d", text)
    if digits is None:
        raise ValueError(f"no number: {text!r}")
    unit = text[digits.end() :].strip(" .")
    if unit:
        scale = _SCALES.get(unit, _MILLION)
    return _plain(digits.group()) * scale


def _plain(digits: str) -> float:
    """2,500 and 2.500 are thousands; 2,5 and 2.50 are fractions."""
    grouped = _GROUPED.match(digits)
    if grouped:
        whole = re.sub(r"\D", "", grouped.group())
        rest = digits[grouped.end() :].replace(",", ".")
        return float(whole + rest)
    return float(digits.replace(",", ".").replace(" ", ""))
