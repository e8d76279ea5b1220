"""What postal codes look like in each country, and which part of one names an area.

After the tables of the Universal Postal Union (addressing systems of its members); letters in
capitals, without spaces and hyphens. Countries without an entry are not judged.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from kg.ontology.region_code import canonical_region_code

_PLAIN = re.compile(r"[^A-Z0-9]")
_BRITISH = r"(GIR0AA|[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][A-Z]{2})"
_DIGITS = {
    3: ("FO", "IS"),
    4: (
        "AL", "AM", "AT", "AU", "BE", "BG", "CH", "CY", "DK", "GE", "GL", "HU", "LI", "LU", "MK",
        "MD", "NO", "NZ", "PH", "SI", "TN", "ZA",
    ),
    5: (
        "BA", "CZ", "DE", "DZ", "EE", "EL", "ES", "FI", "FR", "HR", "IT", "KR", "LT", "MA", "ME",
        "MX", "RS", "SE", "SK", "SM", "TH", "TR", "UA", "VA", "XK",
    ),
    6: ("BY", "CN", "IN", "KZ", "RO", "RU", "SG", "VN"),
    7: ("JP",),
    8: ("BR",),
}  # fmt: skip
# Some of these take codes in two lengths: the second is of an area, or of an earlier system.
_OTHERS = {
    "CA": r"[A-Z][0-9][A-Z][0-9][A-Z][0-9]",
    "IE": r"([A-Z][0-9]{2}|D6W)([A-Z0-9]{4})?",
    "IL": r"[0-9]{5}([0-9]{2})?",
    "LV": r"[0-9]{4}",
    "MT": r"[A-Z]{3}[0-9]{2,4}",
    "NL": r"[0-9]{4}[A-Z]{2}",
    "PL": r"[0-9]{5}",
    "PT": r"[0-9]{4}([0-9]{3})?",
    "UK": _BRITISH,
    "US": r"[0-9]{5}([0-9]{4})?",
}
FORMS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {country: re.compile(f"[0-9]{{{n}}}") for n, of in _DIGITS.items() for country in of}
    | {country: re.compile(form) for country, form in _OTHERS.items()}
)
# How many digits make a code where zeros may have been lost in front: a spreadsheet takes 06100
# for the number 6100.
_LENGTHS = {country: n for n, of in _DIGITS.items() for country in of} | {"PL": 5, "US": 5}
# A code of four digits has a town or two for each of its hundreds; longer ones are finer. Shorter
# parts reach across regions: codes with S are of Yorkshire and of Derbyshire.
SHORT = 4
BRITISH_INWARD = 3
_WITH_LETTERS = ("CA", "IE", "NL", "UK")
_ISO = {"UK": "GB", "EL": "GR"}
# What letters carried before they bore the codes of ISO 3166.
_PLATES = {"AT": "A", "BE": "B", "DE": "D", "ES": "E", "FI": "FIN", "FR": "F", "IT": "I",
           "LU": "L", "SE": "S"}  # fmt: skip


def plain(country: str, code: str) -> str:
    """The code in capitals, without the country's letters before it: `D-80331` is `80331`."""
    kept = _PLAIN.sub("", code.upper())
    if _fits(country, kept):
        return kept
    prefixes = (country, _ISO.get(country, country), _PLATES.get(country, country))
    rests = (kept.removeprefix(letters) for letters in prefixes)
    return next((rest for rest in rests if _fits(country, rest)), kept)


def has_form(country: str, code: str) -> bool:
    """Whether a code may be one of the country; one of a country that is not known may."""
    return country not in FORMS or _fits(country, plain(country, code))


def with_zeros(country: str, code: str) -> str | None:
    """The code with the zeros that it has lost in front, None where it has lost none."""
    kept, length = plain(country, code), _LENGTHS.get(country, 0)
    is_short = kept.isdigit() and len(kept) < length
    return kept.zfill(length) if is_short and kept.strip("0") else None


def countries_of(code: str) -> Iterator[str]:
    """The countries in which a code with letters, or with a country's letters, has its place."""
    kept = _PLAIN.sub("", code.upper())
    named = canonical_region_code(kept[:2]) if kept[:2].isalpha() else ""
    if _fits(named, kept[2:]):
        yield named
    yield from (country for country in _WITH_LETTERS if _fits(country, kept))


def postal_area(country: str, code: str) -> str:
    """What few places share: `803` of 80331, `S9` of S9 3XA, "" where it is no code."""
    kept = with_zeros(country, code) or plain(country, code)
    if not _fits(country, kept):
        return ""
    if country == "UK":
        return kept[:-BRITISH_INWARD]
    return kept[:2] if country == "NL" or len(kept) == SHORT else kept[:3]


def _fits(country: str, kept: str) -> bool:
    return country in FORMS and FORMS[country].fullmatch(kept) is not None
