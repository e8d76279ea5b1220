"""Finds the certificates that a need asks for."""

import re
from collections.abc import Iterator

from kg.conditions import CertificateCondition
from kg.query.analysis.spans import Scanned, Span, leads_to

# Standards after which organisations are certified or accredited: management systems, welding and
# structures, laboratories. Others, such as ISO 10993, say how work is done and are no condition.
CERTIFIABLE = frozenset(
    {
        *("9001", "14001", "45001", "50001", "27001", "27701", "20000", "22000", "22301", "22716"),
        *("13485", "15189", "17020", "17021", "17024", "17025", "17065", "37001", "26262", "16949"),
        *("9100", "9110", "9120", "3834", "15085", "1090", "28000", "39001", "41001", "55001"),
    }
)
_BODY = r"(?:EN|ISO|IEC|IATF|AS|TS|OHSAS|VDA)"
_STANDARD = re.compile(
    rf"(?<![\w-])(?P<name>(?:(?:DIN|ÖNORM|BS|PN|NF|UNI|UNE)[ -]?)?(?:{_BODY}[ /-]?){{1,3}}"
    r"(?P<number>\d{3,5})(?:-\d{1,2})?)(?::\d{4})?(?![\w.]\d)",
)
# Schemes with names instead of numbers.
_SCHEME = re.compile(
    r"\b(?P<name>NADCAP|BRCGS?|IFS(?: Food)?|FSSC 22000|EMAS|TISAX|GLOBALG\.?A\.?P\.?|FSC|PEFC|GOTS"
    r"|OEKO-TEX|AQAP ?\d{4}|VDA 6\.\d|EcoVadis|SQAS|GMP\+?|AEO|Cyber Essentials(?: Plus)?"
    r"|Qualicoat|Qualanod|SMETA|SA ?8000|Fairtrade|Ecocert|ISCC(?: PLUS)?|RSPO)(?!-?\w)",
    re.IGNORECASE,
)
# Words that make a certificate of any name in capitals before them.
_SAYS = (
    r"(?:certif\w*|accredit\w*|accrédit\w*|zertifi\w*|akkreditier\w*|certyfik\w*|akredyt\w*"
    r"|approved|Zulassung|zugelassen\w*|homologu\w*)"
)
_AFTER = r"(?:to|for|after|under|with|in|nach|gemäß|selon|zgodnie\s+z|z)"
_SAID_BEFORE = re.compile(rf"{_SAYS}(?:\s+{_AFTER})?\s*$", re.IGNORECASE)
_SAID_BEHIND = re.compile(rf"[\s-]{_SAYS}", re.IGNORECASE)
_NAMED = re.compile(rf"\b(?P<name>[A-Z]{{2}}|[A-Z][A-Za-z]*[A-Z]{{2,}}[A-Za-z]*)(?=[ -]{_SAYS})")
# What leads to the name of a certificate and says no more than that it is asked for.
_LEAD = re.compile(
    r"(?:\b(?:with|having|holding|and|to|after|under|according\s+to|must\s+hold|valid|an?"
    rf"|mit|nach|gemäß|avec|selon|z|zgodnie\s+z|{_SAYS}(?:\s+{_AFTER})?)\s+)+$",
    re.IGNORECASE,
)
# Behind it the piece ends; else the name belongs to what is to be done, as in "ISO 13485 contract
# manufacture", and stays with it.
_END = re.compile(
    r"\s*(?:$|[,;.:)/\x01]|(?:and|or|und|oder|et|ou|i|lub|is|are|must|required|needed|mandatory"
    r"|helpful|ist|est|jest|exigée?s?|requise?s?|obligatoires?|wymagan\w+|obowiązkow\w+|konieczn\w+"
    r"|erforderlich|zwingend|Pflicht|nötig|vorausgesetzt)\b)"
)

# "Must hold or procure ISO 13485": who has none yet may still offer.
_OR_GET = re.compile(
    r"\b(?:hold|have)\s+or\s+(?:procure|obtain|acquire|get)\s+(?:an?\s+)?$", re.IGNORECASE
)
# "No ISO 9001 needed", "ISO 9001 is not required": nothing is asked.
_NOT_BEFORE = re.compile(
    r"\b(?:no|without|keine?n?|ohne|sans|pas\s+de|bez)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_NOT_BEHIND = re.compile(
    r"\s+(?:certif\w+\s+)?(?:is\s+|ist\s+)?(?:not|nicht|n'est\s+pas|nie\s+jest)\s+\w+"
    r"|\s+(?:needed|required)\b",
    re.IGNORECASE,
)


def find_certificates(clause: Scanned) -> Scanned:
    """The clause with its certificates; words such as "with" and "certified" go with them."""
    for pattern in (_SCHEME, _STANDARD, _NAMED):
        clause = clause.take(*_spans(clause, pattern))
    return clause


def _spans(clause: Scanned, pattern: re.Pattern[str]) -> Iterator[Span]:
    for match in clause.matches(pattern):
        if pattern is _STANDARD and not _is_certifiable(match):
            continue
        text, begin, end = clause.open, match.start(), match.end()
        denied, undone = leads_to(_NOT_BEFORE, text, begin), _NOT_BEHIND.match(text, end)
        if denied or (undone and not undone.group().lstrip().startswith(("needed", "required"))):
            yield Span(denied.start() if denied else begin, undone.end() if undone else end, None)
            continue
        lead, said = leads_to(_LEAD, text, begin), _SAID_BEHIND.match(text, end)
        end = said.end() if said else end
        condition = CertificateCondition(
            text=match.group(),
            must=leads_to(_OR_GET, text, begin) is None,
            standard=re.sub(r"\s+", " ", match.group("name")),
        )
        if lead or said or _END.match(text, end):
            yield Span(lead.start() if lead else begin, end, condition)
        else:
            yield Span(begin, end, condition, cut=False)


def _is_certifiable(match: re.Match[str]) -> bool:
    """Whether organisations are certified after a standard, or are said to be."""
    said = leads_to(_SAID_BEFORE, match.string, match.start())
    is_said = said or _SAID_BEHIND.match(match.string, match.end())
    return match.group("number") in CERTIFIABLE or is_said is not None
