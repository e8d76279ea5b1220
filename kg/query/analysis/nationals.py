"""Finds partners of a country: a German supplier, fournisseur français ou italien, polska firma."""

import re
from collections.abc import Iterator

from kg.query.analysis.spans import Scanned

# Adjectives by code of NUTS: in English, with its capital, and stems in German, French and Polish.
_ADJECTIVES = {
    "DE": ("German", r"deutsch\w{0,2}|allemande?s?|niemieck\w+"),
    "PL": ("Polish", r"polnisch\w{0,2}|polonaise?s?|polsk\w+"),
    "CZ": ("Czech", r"tschechisch\w{0,2}|tchèques?|czesk\w+"),
    "FR": ("French", r"französisch\w{0,2}|française?s?|francusk\w+"),
    "IT": ("Italian", r"italienisch\w{0,2}|italien(?:ne)?s?|włosk\w+"),
    "ES": ("Spanish", r"spanisch\w{0,2}|espagnole?s?|hiszpańsk\w+"),
    "UK": ("British", r"britisch\w{0,2}|britanniques?|brytyjsk\w+"),
    "AT": ("Austrian", r"österreichisch\w{0,2}|autrichien(?:ne)?s?|austriack\w+"),
    "NL": ("Dutch", r"niederländisch\w{0,2}|néerlandaise?s?|holendersk\w+"),
    "BE": ("Belgian", r"belgisch\w{0,2}|belges?|belgijsk\w+"),
    "CH": ("Swiss", r"schweizer(?:isch\w{0,2})?|suisses?|szwajcarsk\w+"),
    "SK": ("Slovak", r"slowakisch\w{0,2}|slovaques?|słowack\w+"),
    "CN": ("Chinese", r"chinesisch\w{0,2}|chinoise?s?|chińsk\w+"),
    "TR": ("Turkish", r"türkisch\w{0,2}|turcs?|turques?|tureck\w+"),
    "ES21": ("Basque", r"baskisch\w{0,2}"),
    "DED": ("Saxon", r"sächsisch\w{0,2}"),
    "DE2": ("Bavarian", r"bay(?:e)?risch\w{0,2}"),
    "UKM": ("Scottish", r"schottisch\w{0,2}"),
    "UKL": ("Welsh", r"walisisch\w{0,2}"),
}
_NAMES = {code: rf"(?-i:{english})|{others}" for code, (english, others) in _ADJECTIVES.items()}
_STEMS = {code: re.compile(rf"\b(?:{names})", re.IGNORECASE) for code, names in _NAMES.items()}
_NAME = "|".join(_NAMES.values())
_LIST = (
    rf"\b(?P<list>(?:{_NAME})(?:(?:\s*[,/]\s*|\s+(?:or|and|oder|und|ou|et|lub|i|oraz|albo)\s+)"
    rf"(?:{_NAME}))*)(?!\w)"
)
_FIRM = (
    r"(?:suppliers?|firms?|compan(?:y|ies)|partners?|manufacturers?|producers?|contractors?|makers?"
    r"|workshops?|laborator(?:y|ies)|institutes?|SMEs?|builders?|foundr(?:y|ies)|installers?|vendors?"
    r"|hauliers?|Betriebe?n?|Unternehmen|Lieferant(?:en)?|Hersteller|Anbieter|Dienstleister|KMU"
    r"|firm\w{0,2}|dostawc\w+|producen\w+|wykonawc\w+|zakład\w*)"
)
_FIRM_BEFORE = (
    r"\b(?:fournisseurs?|entreprises?|sociétés?|partenaires?|ateliers?|fabricants?|sous-traitants?"
    r"|PMEs?|laboratoires?|prestataires?|firm\w{1,2}|dostawc\w+|producen\w+|wykonawc\w+)"
)
# What a partner makes may stand between, but nothing that it is made of, for or in.
_WHAT = r"(?!(?:for|of|in|to|and|or|with|from|für|mit|und|oder|von|dla|do|z|speaking)\b)[\w-]+\s+"
_PATTERNS = (
    re.compile(rf"{_LIST}(?=\s+(?:{_WHAT}){{0,3}}{_FIRM}\b)", re.IGNORECASE),
    re.compile(rf"{_FIRM_BEFORE}\s+{_LIST}", re.IGNORECASE),
)


def national_partners(clause: Scanned) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where adjectives of countries stand beside a word for partner, with the codes they mean."""
    for pattern in _PATTERNS:
        for match in clause.matches(pattern):
            named = match.group("list")
            codes = (c for c, words in _STEMS.items() if words.search(named))
            yield *match.span("list"), tuple(codes)
