"""Splits a need into clauses: what is asked for, each in the words of the need."""

import re
from dataclasses import dataclass

from kg.errors import InputError

LONGEST_NEED = 20_000
MOST_CLAUSES = 30

# Sentence ends (not the points of 1.5 or of what is abbreviated), semicolons, line ends, bullets.
_BREAKS = re.compile(
    r"(?<=[^\W_][^\W_]|.[)\]\"”%])"
    r"(?<!\bca)(?<!\bNr)(?<!\bNo)(?<!\bmax)(?<!\bmin)(?<!\bincl)(?<!\bexp)(?<!\bapprox)(?<!\bbzw)"
    r"[.!?](?=\s|$)|[;\n\r•]+|\s[-–*]\s",  # noqa: RUF001
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:please,?\s+|also\s+|and\s+)*"
    r"(?:(?:we|i|they|(?:the\s+|our\s+)?(?:client|customer)s?)\s+"
    r"(?:(?:would|are|am|is)\s+|urgently\s+)*"
    r"(?:needs?|wants?|seeks?|requires?|like|look(?:s|ing)?\s+for|search(?:es|ing)?\s+for)"
    r"|(?:looking|searching)\s+(?:for|to)|wanted:?"
    r"|wir\s+(?:suchen|brauchen|benötigen)|nous\s+cherchons|szukamy|cerchiamo|buscamos)"
    r"(?:\s+to)?(?:\s+(?:a|an|some|einen?|un|une))?"
    r"(?:\s+(?:partners?|compan(?:y|ies)|firms?|suppliers?|someone|somebody|betrieb|firma|firmy)"
    r"(?:\s+(?:to|who\s+can|that\s+can|which\s+can|for|with|der|die|do))?)?\s+",
    re.IGNORECASE,
)
_NICE = re.compile(
    r"\b(?:preferred|preferably|preferring|ideally|nice\s+to\s+have|if\s+possible|optional(?:ly)?"
    r"|would\s+be\s+(?:good|nice|welcome)|desirable|wünschenswert|idealerweise|möglichst"
    r"|de\s+préférence|mile\s+widziane)\b",
    re.IGNORECASE,
)
_JOINTS = re.compile(
    r"(?:(?<!\d),|,(?!\d))\s*(?:and\s+|und\s+)?|\s+(?:and|und|et|oraz|plus|as\s+well\s+as|sowie)\s+|\s+\+\s+",
    re.IGNORECASE,
)


# 400 t a year, 50 pieces per week, 20 Stück pro Monat.
_RATE = re.compile(r"\d[\d.,\s]*\w*\s*(?:an?|per|each|every|pro|je|par|por|na|/)\s*\w+")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the need; `must` is false where it is only wished for."""

    text: str
    must: bool


def split_clauses(need: str) -> list[Clause]:
    """The clauses of a need in order, without what introduces them."""
    stretches = (_strip(part) for part in _BREAKS.split(need))
    clauses = [Clause(text, must=_NICE.search(text) is None) for text in stretches if text]
    if len(clauses) > MOST_CLAUSES:
        raise InputError(
            f"the need asks for {len(clauses)} things, more than {MOST_CLAUSES}; "
            "next step: leave out what is no requirement, or ask in two needs"
        )
    return clauses


def split_joints(clause: str) -> list[str]:
    """The pieces of a clause between its commas and conjunctions.

    How much in which time is no piece of its own: it says nothing of what.
    """
    found: list[str] = []
    for piece in filter(None, map(_strip, _JOINTS.split(clause))):
        if found and _RATE.fullmatch(piece):
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(piece)
    return found


def _strip(text: str) -> str:
    return _LEAD.sub("", text.strip(" \t,.:-–*!?")).strip(" \t,.:-–*!?")  # noqa: RUF001
