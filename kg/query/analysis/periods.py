"""Finds for how long a quantity is: a week, per month, täglich, Jahresbedarf."""

import re

from kg.query.analysis.amounts import WORD
from kg.query.analysis.spans import TAKEN, leads_to

_PERIODS = {
    "day": "day|days|Tag|Tage|jour|jours|dzień|dni",
    "week": "week|weeks|wk|Woche|Wochen|semaine|semaines|tydzień|tygodnie|tygodni",
    "month": "month|months|mth|Monat|Monate|mois|miesiąc|miesiące",
    "quarter": "quarter|quarters|Quartal|trimestre|kwartał",
    "year": r"year|years|yr|annum|Jahr|Jahre|an|ans|année|rok|p\.?\s?a\.?",
}
# How often, in one word: these need nothing before them.
_OFTEN = {
    "day": "daily|täglich|quotidien(?:ne(?:ment)?)?|(?:co)?dziennie",
    "week": "weekly|wöchentlich|hebdomadaires?|tygodniowo",
    "month": "monthly|monatlich|mensuel(?:le(?:ment)?)?s?|miesięcznie",
    "quarter": "quarterly|vierteljährlich|trimestriels?|kwartalnie",
    "year": "yearly|annually|jährlich|annuel(?:le(?:ment)?)?s?|rocznie",
}
_NAMES = {name: f"{words}|{_OFTEN[name]}" for name, words in _PERIODS.items()}
_PERIOD = "|".join(_NAMES.values())
# What leads to an amount and says for how long it is: Jahresbedarf 80.000, a monthly volume of 500.
_LEADS = {
    "day": r"daily|Tages|quotidien\w*|dzienn\w+",
    "week": r"weekly|Wochen|hebdomadaire|tygodniow\w+",
    "month": r"monthly|Monats|mensuel\w*|miesięczn\w+",
    "quarter": r"quarterly|Quartals|trimestriel\w*|kwartaln\w+",
    "year": r"annual|yearly|Jahres|annuel\w*|roczn\w+",
}  # fmt: skip
_VOLUME = (
    r"(?:volumes?|demand|needs?|quantit(?:y|ies)|production|output|bedarf|menge|stückzahl(?:en)?"
    r"|besoins?|quantité|zapotrzebowanie|ilość|produkcja)"
)
# A week, per week, /week, wöchentlich, every two weeks.
PER = (
    rf"(?:\s*(?:\ba|\ban|\bper|\beach|\bevery|/|\bpro|\bje|\bim|\bin\s+der|\bpar|\bna|\bco|\balle)"
    rf"\s*(?P<every>{WORD}|\d+)?\s*|,?\s+)(?P<period>{_PERIOD})(?!\w)"
)
# The period apart from the amount: 5,000 litres of coating a month.
_APART = re.compile(
    rf"(?:\b(?:a|an|per|each|every|pro|je|im|par|na)\s+|/\s*)(?P<period>{'|'.join(_PERIODS.values())})(?!\w)"
    rf"|\b(?P<often>{'|'.join(_OFTEN.values())})(?!\w)",
    re.IGNORECASE,
)
# How often something is brought says nothing of how much of it is made.
_BRINGS = re.compile(r"deliver|collect|pick|ship|liefer|abhol|livr|dostaw|odbi", re.IGNORECASE)
# What stands behind an amount up to the next comma; commas in numbers were taken before.
_STRETCH = re.compile(r"[^,;]*")
_ALONE = re.compile(
    rf",\s*(?P<often>{'|'.join(_OFTEN.values())})(?=\s*(?:$|[,;.)]|{TAKEN}))", re.IGNORECASE
)
_LED = re.compile(
    "(?:"
    + "|".join(rf"(?P<{name}>\b(?:{words}))" for name, words in _LEADS.items())
    + rf")[-\s]?(?:{_VOLUME}\s*)?(?:of|von|:|de|to|wynosi)?\s*$",
    re.IGNORECASE,
)


def find_apart(text: str, begin: int, end: int | None) -> tuple[str, int, int] | None:
    """The period behind an amount: before the next comma, or alone behind it."""
    stretch = _STRETCH.match(text, begin, len(text) if end is None else end)
    near = stretch.group() if stretch else ""
    found = _APART.search(near)
    if found and not _BRINGS.search(near):
        word = found.group("period") or found.group("often")
        return period_name(word), begin + found.start(), begin + found.end()
    alone = _ALONE.match(text, begin + len(near))
    if alone:
        return period_name(alone.group("often")), alone.start(), alone.end()
    return None


def find_lead(text: str, begin: int) -> tuple[str, int, int] | None:
    """The period that leads to an amount."""
    found = leads_to(_LED, text, begin)
    if found is None:
        return None
    return next(name for name in _LEADS if found.group(name)), found.start(), found.end()


def period_name(word: str) -> str:
    """Day, week, month, quarter or year, for a word that the patterns found."""
    return next(name for name, words in _NAMES.items() if _is_one(word, words))


def _is_one(word: str, words: str) -> bool:
    return re.fullmatch(words, word, re.IGNORECASE) is not None
