"""Finds how large a partner is to be, and in which sector."""

import re
from collections.abc import Iterator

from kg.conditions import SIZE_CLASSES, SectorCondition, SizeCondition
from kg.query.analysis.amounts import WORD, read_number
from kg.query.analysis.spans import TAKEN, Scanned, Span

_FIRM = (
    r"(?:firms?|companies|company|business(?:es)?|enterprises?|suppliers?|partners?|manufacturers?"
    r"|workshops?|shops?|producers?|contractors?|\w*betrieb\w*|\w*büro|Firm(?:a|en|y|ę|ą)|\w*unternehmen"
    r"|Lieferant\w*"
    r"|entreprises?|sociétés?|fournisseurs?|sous-traitants?|przedsiębiorstw\w*)"
)
_SME = (
    rf"SMEs?|KMU|PMEs?|MŚP|small\s+and\s+medium(?:[ -]sized)?(?:\s+{_FIRM})?"
    rf"|small[ -]to[ -]medium(?:[ -]sized)?(?:\s+{_FIRM})?"
    r"|small\s+or\s+medium(?:[ -]sized)?|kleine[sr]?\s+(?:und|oder|bis)\s+mittlere[sr]?"
    r"\s+\w*unternehmen"
    r"|petites?\s+(?:et|ou)\s+moyennes?\s+entreprises?|mał\w+\s+(?:i|lub)\s+średni\w+\s+firm\w*"
)
# "A small German firm": its country was found before, and stays between.
_OF_FIRM = rf"(?:\s+{_FIRM}|(?=\s+{TAKEN}+\s+{_FIRM}))"
_SIZE = re.compile(
    rf"(?P<no>\b(?:no|not an?|not|keine?n?|pas de|bez)\s+)?\b(?:(?P<sme>{_SME})(?!\w)"
    rf"|(?P<micro>(?:micro|Kleinst)[ -]?{_FIRM}|very small {_FIRM})"
    r"|(?P<smallest>small\s+(?:or|and)\s+micro|micro\s+(?:or|and)\s+small)"
    rf"|(?P<small>(?:small(?:er)?|kleine[rsn]?|petites?|mał\w+){_OF_FIRM})"
    rf"|(?P<medium>(?:medium-sized|mid-sized|mittelgroße[rsn]?|mittelständische[rsn]?"
    rf"|średni\w+){_OF_FIRM})"
    rf"|(?P<large>(?:large|big|larger|große[rsn]?|grandes?|duż\w+){_OF_FIRM}|corporates?"
    rf"|Konzerne?))(?!\w)",
    re.IGNORECASE,
)
# Recommendation 2003/361/EC; "small" takes in the smallest.
_CLASSES = {
    "sme": ("micro", "small", "medium"),
    "micro": ("micro",),
    "smallest": ("micro", "small"),
    "small": ("micro", "small"),
    "medium": ("medium",),
    "large": ("large",),
}
_STAFF = (
    r"(?:employees|staff|people|persons|Mitarbeiter\w*|Beschäftigten?|salariés|employés"
    r"|pracowników|osób)"
)
_LEAST = (
    r"at least|min(?:imum|\.)?(?: of)?|more than|over|mindestens|mehr als|au moins|plus de"
    r"|co najmniej|minimum"
)
_MOST = (
    r"fewer than|less than|under|below|up to|at most|max(?:imum|\.)?(?: of)?|no more than"
    r"|not more than|weniger als|höchstens|bis zu|moins de|au plus|poniżej|mniej niż"
)
_EMPLOYEES = re.compile(
    # "Training for up to twelve people" says nothing of who gives it.
    rf"(?<!\bfor )(?<!\bfür )(?<!\bpour )(?<!\bdla )"
    rf"(?:\b(?:with|of|having|mit|avec|zatrudniająca)\s+)?\b(?:(?P<least>{_LEAST})"
    rf"|(?P<most>{_MOST}))\s+(?P<n>\d[\d.,]*|{WORD})\s+{_STAFF}\b",
    re.IGNORECASE,
)
_NACE = re.compile(
    r"\bNACE(?:\s+(?:Rev\.?\s*2|code))?\s*:?\s*(?P<code>[A-U](?!\w)|[A-U]?\d{2}(?:\.\d{1,2})?)",
    re.IGNORECASE,
)


def find_sizes(clause: Scanned) -> Scanned:
    """The clause with size classes and numbers of employees; "no large firms" asks for others."""
    clause = clause.take(*_classes(clause))
    return clause.take(*_employees(clause))


def find_sectors(clause: Scanned) -> Scanned:
    """The clause with its NACE codes."""
    return clause.take(
        *(
            Span(m.start(), m.end(), SectorCondition(text=m.group(), sectors=(_sector(m),)))
            for m in clause.matches(_NACE)
        )
    )


def _sector(match: re.Match[str]) -> str:
    """A code without the letter of its section, which NACE leaves out below."""
    code = match.group("code").upper()
    return code.lstrip("ABCDEFGHIJKLMNOPQRSTU") or code


def _classes(clause: Scanned) -> Iterator[Span]:
    for match in clause.matches(_SIZE):
        kind = next(name for name in _CLASSES if match.group(name))
        asked = _CLASSES[kind]
        if match.group("no"):
            asked = tuple(c for c in SIZE_CLASSES if c not in asked)
        text = match.group().strip()
        yield Span(match.start(), match.end(), SizeCondition(text=text, classes=asked))


def _employees(clause: Scanned) -> Iterator[Span]:
    for match in clause.matches(_EMPLOYEES):
        said = match.group("n")
        count = int(re.sub(r"\D", "", said) if said[0].isdigit() else read_number(said))
        least = count if match.group("least") else None
        condition = SizeCondition(
            text=match.group(), least=least, most=None if match.group("least") else count
        )
        yield Span(match.start(), match.end(), condition)
