"""Finds the languages in which a partner is to work."""

import re
from collections.abc import Iterator

from kg.conditions import LanguageCondition
from kg.query.analysis.spans import Scanned, Span

# Names of languages in English, German, French and Polish, by ISO 639-1.
NAMES = {
    "en": "English|Englisch|anglais|angielsk\\w*", "de": "German|Deutsch|allemand|niemieck\\w*",
    "fr": "French|Französisch|français|francusk\\w*", "pl": "Polish|Polnisch|polonais|polsk\\w*",
    "it": "Italian|Italienisch|italien|włosk\\w*", "es": "Spanish|Spanisch|espagnol|hiszpańsk\\w*",
    "cs": "Czech|Tschechisch|tchèque|czesk\\w*", "nl": "Dutch|Niederländisch|néerlandais",
    "pt": "Portuguese|Portugiesisch|portugais", "sk": "Slovak|Slowakisch",
    "hu": "Hungarian|Ungarisch", "ro": "Romanian|Rumänisch", "sv": "Swedish|Schwedisch",
    "da": "Danish|Dänisch", "fi": "Finnish|Finnisch",
}  # fmt: skip
_NAME = "|".join(NAMES.values())
_LIST = rf"(?:{_NAME})(?:(?:\s*[,/]\s*|\s+(?:or|and|oder|und|ou|et|lub|i)\s+|[- ])(?:{_NAME}))*"
_SPEAKING = r"speak\w*|sprach\w*|sprech\w*|language|parl\w+|francophone|-?language"
_BEHIND = (
    rf"(?P<list>{_LIST})[\s-]*(?:{_SPEAKING})(?:\s+(?:contacts?|persons?|staff|project managers?"
    r"|person))?(?:\s+(?:is|are))?"
)
_BEFORE = (
    r"\b(?:(?:speak\w*|fluent\s+in|working\s+language|languages?|Sprachen?|parl\w+|langues?"
    r"|mówi\w*|język\w*"
    rf"|znajomość(?:\s+języka)?|po)\s*:?\s*)(?P<list>{_LIST})\b"
)
# A piece that holds nothing but languages, and how well they are to be known.
_WELL = (
    r"(?:\s+(?:in\s+Wort\s+und\s+Schrift|fluent(?:ly)?|fließend|verhandlungssicher|courant|biegle"
    r"|płynnie))?"
)
_ALONE = rf"(?:^|(?<=[,;(]))\s*(?P<list>{_LIST}){_WELL}\s*(?=$|[,;)])"
# Englischkenntnisse, good English skills.
_SKILLS = (
    r"(?:\b(?:good|gute|fluent|fließende[sn]?)\s*)?"
    rf"(?P<list>{_LIST})(?:-?\s?kenntnisse\w*|\s+skills)"
)
# Reports in English, raport po angielsku, Italian spoken.
_USED = rf"\b(?:in|en|auf)\s+(?P<list>{_LIST})(?=\s*(?:$|[,;.)]))|\b(?P<spoken>{_LIST})\s+spoken"
_PATTERNS = tuple(re.compile(p, re.IGNORECASE) for p in (_BEHIND, _BEFORE, _SKILLS, _USED, _ALONE))


def find_languages(clause: Scanned) -> Scanned:
    """The clause with its languages; a "Polish supplier" asks for a country, not for a language."""
    for pattern in _PATTERNS:
        clause = clause.take(*_spans(clause, pattern))
    return clause


def _spans(clause: Scanned, pattern: re.Pattern[str]) -> Iterator[Span]:
    for match in clause.matches(pattern):
        named = match.group("list") or match.group("spoken")
        found = [
            code
            for code, names in NAMES.items()
            if re.search(rf"\b(?:{names})", named, re.IGNORECASE)
        ]
        condition = LanguageCondition(text=match.group().strip(), languages=tuple(sorted(found)))
        yield Span(match.start(), match.end(), condition)
