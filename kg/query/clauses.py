"""Splits a need into clauses: what is asked for, each in the words of the need."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import InputError
from kg.model import SetAside
from kg.query.analysis.dates import MONTH
from kg.query.analysis.frame import AVAILABLE, split_customer
from kg.query.analysis.spans import MARKS
from kg.query.analysis.wishes import split_wishes

LONGEST_NEED = 20_000
MOST_CLAUSES = 30
# Of a sentence longer than this nobody knows what belongs to what.
LONGEST_SENTENCE = 1_000

# After these a sentence goes on; after those below (300 szt. miesięcznie) where no capital follows.
_ABBREVIATED = (
    "ca", "Nr", "No", "max", "maks", "min", "incl", "inkl", "exp", "approx", "bzw", "env", "tys",
    "Tsd", "Mio", "Mrd", "mln", "evtl", "ggf", "zzgl", "Stk", "St", "ul", "woj",
)  # fmt: skip
_CUT_SHORT = ("szt", "pcs", "pc", "wk", "mth", "mths", "qty", "hrs", "ok", "Ltd", "Inc")
_NEW_SENTENCE = r"(?-i:[^\W\d_a-zà-öø-ÿąćęłńóśźż])"
# Sentence ends (not the points of 1.5, of a day such as 15. März, or of what is abbreviated),
# semicolons, line ends, bullets.
_BREAKS = re.compile(
    r"(?<=[^\W_][^\W_]|.[)\]\"”%])"
    + "".join(rf"(?<!\b{word})" for word in _ABBREVIATED)
    + rf"[.!?](?=\s|$)(?!(?<=\d\.)\s+(?:{MONTH}|Quartal|Halbjahr|Kalenderwoche|KW)(?!\w))"
    + "".join(rf"(?!(?<=\b{word}\.)\s+(?!{_NEW_SENTENCE}))" for word in _CUT_SHORT)
    + r"|[;\n\r•]+|\s[-–*]\s",  # noqa: RUF001
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:please,?\s+|also\s+|and\s+|so,?\s+"
    r"|(?:could|can|would)\s+you\s+(?:please\s+|also\s+)*(?:let\s+(?:us|me)\s+know|tell\s+(?:us|me))\s+(?=who\s)|(?:as|wie|comme|jak)\s+(?:just\s+|telefonisch\s+)?(?:discussed"
    r"|agreed|mentioned|besprochen|vereinbart|convenu|discuté|ustaliliśmy|rozmawialiśmy)[^,;:]{0,20}?,?\s+"
    r"|(?:further|following|after|thanks\s+for|nach|suite\s+à|po)\s+(?:up\s+on\s+|to\s+)?(?:our|the|my|your"
    r"|unserem|notre|naszej)\s+(?:phone\s+|last\s+)?(?:call|talk|conversation|meeting|visit|e-?mail|Gespräch"
    r"|Telefonat|entretien|rozmowie)[^,;:]{0,20}?[,:]?\s+)*"
    r"(?:(?:we|i|they|(?:the\s+|our\s+)?(?:client|customer)s?)(?:\s+|['’](?:re|m|d)\s+)"  # noqa: RUF001
    r"(?:(?:would|are|am|is|do|have|now|also|still|currently|always|urgently)\s+)*"
    r"(?:needs?|wants?|seeks?|requires?|like|look(?:s|ing)?\s+for|search(?:es|ing)?\s+for)"
    r"|(?:(?:is|are)\s+there|do\s+you\s+know(?:\s+of)?)(?=\s+(?:an?\s|any|some))"
    r"|(?:just\s+)?(?:a\s+)?quick\s+(?:one|question|request)\s*[:,-]"
    r"|(?:can|could)(?=\s+(?:any|some)(?:one|body)\b)|(?:any|some)(?:one|body)(?=\s+to\s)"
    r"|who\s+(?:can|could)(?:\s+(?:do|make|offer))?|wer\s+kann(?:\s+uns)?"
    r"|qui\s+peut(?:\s+nous)?|kto\s+może(?:\s+nam)?"
    r"|(?:is\s+|are\s+)?(?:looking|searching|in\s+search)\s+(?:for|of|to)|(?:needs?|wants?|seeks?"
    r"|seeking)\b(?!\s+to\s+be)|would\s+like"
    r"|(?:wanted|required|needed|gesucht(?:\s+(?:wird|werden))?|recherch(?:e|ons)|suche"
    r"|besoin\s+d[e'])\b:?"
    r"|(?:wir\s+)?(?:suchen|brauchen|benötigen)(?:\s+wir)?|nous\s+(?:re)?cherchons|(?:po)?szuk(?:am|amy|uję|ujemy)"
    r"|potrzeb(?:uję|ujemy|n[aey])|cerchiamo|buscamos"
    r"|we['’]re\s+after|we\s+are\s+after|does\s+any(?:one|body)\s+know(?:\s+of)?"  # noqa: RUF001
    r"|wir\s+lassen|nous\s+(?:souhaitons|voulons)(?:\s+faire)?|(?:z|po)leci(?:my|ć)"
    r"|not\s+only|nicht\s+nur|non\s+seulement|nie\s+tylko)"
    r"(?:\s+to)?(?:\s+(?:an?|one|some|einen?|eine|un|une|du|des))?"
    r"(?:\s+(?:partners?|compan(?:y|ies)|firms?|suppliers?|someone|somebody|anybody|anyone|betrieb"
    r"|partner|jemanden|firma|firmy|wykonawcy|dostawcy|entreprise|partenaire|fournisseur)"
    r"(?:\s+(?:to|who\s+can|that\s+can|which\s+can|for|with|der|die|für|pour|qui|do|dla))?)?\s+",
    re.IGNORECASE,
)
# "Für ein Projekt in Leeds suchen wir einen Fensterbauer": what it is for stands before the verb.
_FRONTED = re.compile(
    r"(?P<purpose>(?:for|für|pour|dla|do)\s[^;:]{2,120}?),?\s+(?=(?:we\s+(?:need|seek|require|want|are"
    r"\s+(?:looking|searching)\s+for)|(?:suchen|brauchen|benötigen)\s+wir|nous\s+(?:re)?cherchons"
    r"|(?:po)?szukamy|poszukujemy|potrzebujemy)\s)",
    re.IGNORECASE,
)
# "Could you send me a quote by Friday for milling": what is asked for is the milling.
_QUOTED = re.compile(
    r"(?:(?:please|kindly|bitte|merci|(?:could|can|would)\s+you|i\s+would\s+like|i['’]d\s+like|we\s+would"  # noqa: RUF001
    r"\s+like|(?:i|we)\s+(?:need|want|request)|wir\s+bitten|prosz[ęe]|prosimy)\b[^,;:.]{0,60}?\b|an?\s+)?"
    r"(?:quotes?|quotations?|offers?|prices?|proposals?|Angebote?|devis|offre|ofert\w+|wycen\w+)"
    r"(?P<when>\s+(?:by|before|until|bis|avant|do)\s+[^,;]{2,30}?)?\s+(?:for|on|für|über|pour|na)\s+"
    r"(?P<what>.+)",
    re.IGNORECASE | re.DOTALL,
)
_COMMA = re.compile(r"(?<!\d),|,(?!\d)|$")
_JOINTS = re.compile(
    r"(?:(?<!\d),|,(?!\d))\s*(?:(?:and|und|et|oraz)\s+)?"
    r"|\s+(?:and|und|et|oraz|(?-i:i)|plus|as\s+well\s+as|sowie|but\s+also|sondern\s+auch"
    r"|mais\s+aussi|ale\s+także)\s+|\s+\+\s+",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\b(?:between|zwischen|entre|między|pomiędzy)\s+[^,;]{1,60}?\s(?:and|und|et|i|a)\s+\w",
    re.IGNORECASE,
)

# 400 t a year, 50 pieces per week, 20 Stück pro Monat; 180 x 90 x 60 mm, Ra 0.8 on two faces.
_HOW = re.compile(
    r"\d[\d.,\s]*\w*\s*(?:an?|per|each|every|pro|je|par|por|na|/)\s*\w+"
    # Tolerance 5 µm, hard coat 25 µm, weight max. 3 kg.
    r"|(?:[^\W\d]+\s+){1,2}(?:(?:max|min)\.?\s*|up\s+to\s+|bis\s+)?[\d.,]+\s?(?:mm|cm|m|µm|kg|g|bar|°C|%)"
    r"(?:\s+(?:each|apiece|je|pièce))?"
    r"|[\d.,\s±×xX*/-]+(?:mm|cm|m|µm|kg|g|bar|kW|V|°C|%)?|(?:R[az]|SIL|IP|IT|Ø|±)\s?\d.*"  # noqa: RUF001
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of the need; `must` is false where it is only wished for."""

    text: str
    must: bool


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of a need in order, and what in it asks for nothing."""

    clauses: tuple[Clause, ...]
    set_aside: tuple[SetAside, ...]


def split_clauses(need: str) -> Clauses:
    """The clauses of a need in order, without what introduces them.

    Whoever says only what they do may mean that this is to be done.
    """
    clauses: list[Clause] = []
    told: list[SetAside] = []
    for part in filter(None, map(str.strip, _BREAKS.split(need))):
        _check_length(part)
        if AVAILABLE.fullmatch(part):
            told.append(SetAside("courtesy", part))
            continue
        customer, asked = split_customer(_strip(_in_order(part)))
        if customer:
            told.append(SetAside("about the customer", customer))
        clauses += _clauses(asked)
    if not clauses:
        clauses, told = [c for part in _BREAKS.split(need) for c in _clauses(part)], []
    if len(clauses) > MOST_CLAUSES:
        raise InputError(
            f"the need asks for {len(clauses)} things, more than {MOST_CLAUSES}; "
            "next step: leave out what is no requirement, or ask in two needs"
        )
    return Clauses(tuple(clauses), tuple(told))


def _check_length(sentence: str) -> None:
    if len(sentence) > LONGEST_SENTENCE:
        raise InputError(
            f"a sentence of the need has {len(sentence):,} characters, more than "
            f"{LONGEST_SENTENCE:,}; next step: say one thing in a sentence or line"
        )


def _in_order(sentence: str) -> str:
    """What is needed, and behind it what it is needed for."""
    quoted = _QUOTED.fullmatch(sentence.strip())
    if quoted:
        return f"{quoted.group('what')}, {quoted.group('when') or ''}"
    fronted = _FRONTED.match(sentence.strip())
    if fronted is None:
        return sentence
    purpose, asked = fronted.group("purpose"), _strip(sentence.strip()[fronted.end() :])
    end = next(_COMMA.finditer(asked)).start()
    return f"{asked[:end]} {purpose[0].lower()}{purpose[1:]}{asked[end:]}"


def _clauses(text: str) -> list[Clause]:
    stretches = ((_strip(stretch), must) for stretch, must in split_wishes(text))
    return [Clause(stretch, must) for stretch, must in stretches if stretch]


def split_joints(clause: str) -> list[str]:
    """The pieces of a clause between its commas and conjunctions.

    How much in which time and how large are no pieces of their own: they say nothing of what.
    """
    found: list[str] = []
    for piece in filter(None, map(_strip, _joined(clause))):
        if found and _HOW.fullmatch(" ".join(MARKS.sub(" ", piece).split())):
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(piece)
    return found


def _joined(clause: str) -> Iterator[str]:
    """The stretches between joints; "between York and Leeds" is one."""
    ranges = [match.span() for match in _BETWEEN.finditer(clause)]
    begin = 0
    for joint in _JOINTS.finditer(clause):
        if not any(first < joint.start() < last for first, last in ranges):
            yield clause[begin : joint.start()]
            begin = joint.end()
    yield clause[begin:]


def _strip(text: str) -> str:
    return _LEAD.sub("", text.strip(" \t,.:-–*!?")).strip(" \t,.:-–*!?")  # noqa: RUF001
