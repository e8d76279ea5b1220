"""Finds what is not wanted: "no painting", "not food grade", "Galvanik brauchen wir nicht"."""

import re
from collections.abc import Iterator

from kg.conditions import ExclusionCondition
from kg.query.analysis.spans import TAKEN, Scanned, Span

# "No later than", "not only" and their like turn nothing down.
_ONLY = (
    r"(?!\s+(?:later|more|less|fewer|longer|earlier|further|farther|problem|matter|doubt|minimum|one|idea|only|just"
    r"|yet|sure|necessarily|exceed\w*|nur|mehr|später|weniger|seulement|plus|tylko|później)\b)"
)
# Words by which a kind of partner is turned down, or a thing of any kind.
_DETERMINER = rf"no{_ONLY}|keine?[nmrs]?{_ONLY}|pas\s+de|aucune?|żadn\w+"
_BEFORE = re.compile(
    r"\b(?:(?:but|and|sondern|aber|und|mais|et|ale|i)\s+)?(?:(?:we|they|wir|nous|it)\s+)?"
    r"(?:(?:do|does|must|should|shall|may|need|can|is|are)\s+not|don't|doesn't|mustn't|cannot"
    r"|can't)"
    r"(?:\s+(?:need|want|require|be|have|use|include|involve|contain|do|accept))?\s+"
    r"|\b(?:(?:but|aber|mais|ale)\s+)?"
    rf"(?:(?P<determiner>{_DETERMINER})\s+|(?P<elided>pas\s+d['’]))"  # noqa: RUF001
    rf"|\b(?:(?:but|aber|mais|ale)\s+)?(?:not{_ONLY}|without|excluding|except(?:\s+for)?"
    rf"|other\s+than|neither|never"
    r"|avoid(?:ing)?|free\s+of|rather\s+than|instead\s+of|ohne|nicht|außer|weder|sans|sauf|hors"
    r"|bez|oprócz"
    rf"|nie(?:\s+potrzebujemy|\s+chcemy)?{_ONLY}|ne\s+pas)\s+",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"(?:^|(?<=[,;.{TAKEN}]))\s*(?P<words>[^,;{TAKEN}]{{2,80}}?)\s+"
    r"(?:(?:is|are|will\s+be)?\s*not\s+(?:be\s+)?(?:required|needed|necessary|wanted|desired"
    r"|expected|included|part\b.*)"
    r"|(?:brauchen|benötigen|wollen|suchen)\s+wir\s+(?:nicht|keine?n?)|(?:ist|sind|wird"
    r"|werden)\s+nicht\s+\w+|nicht\s+(?:erforderlich|nötig|notwendig|gewünscht|erwünscht|benötigt)"
    r"|n['’](?:est|sont)\s+pas\s+\w+|nie\s+(?:jest|są)\s+\w+"  # noqa: RUF001
    r"|(?:(?:is|are|ist|sind|est|sont|są)\s+)?(?:excluded|ausgeschlossen|exclue?s?|wykluczon\w+)(?!\w)"
    r"|(?:(?:is|are|will\s+be)\s+)?(?:done|made|handled)\s+(?:by\s+us|by\s+ourselves|in[- ]house)"
    r"|(?:machen|erledigen|übernehmen)\s+wir\s+(?:selbst|selber|intern|im\s+Haus)"
    r"|(?:robimy|wykonujemy)\s+(?:sami|we\s+własnym\s+zakresie))",
    re.IGNORECASE,
)
# "We do the painting ourselves".
_OURSELVES = re.compile(
    r"\b(?:we\s+(?:do|make|handle)|wir\s+(?:machen|erledigen|übernehmen)|nous\s+(?:faisons"
    rf"|assurons|réalisons))\s+(?P<words>[^,;{TAKEN}]{{2,60}}?)\s+(?:ourselves|in[- ]house|selbst"
    r"|selber|intern|nous-mêmes|en\s+interne)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|das|die|der|den|le|la|les)\s+", re.IGNORECASE)
# A list goes on over commas only where it is short and ends in "or".
_SHORT = rf"[^\s,;.{TAKEN}]+(?:\s[^\s,;.{TAKEN}]+)?"
_LIST = re.compile(
    rf"{_SHORT}(?:,\s+{_SHORT})+,?\s+(?:or|nor|oder|ou|lub|ani)\s+{_SHORT}", re.IGNORECASE
)
_EXTENT = re.compile(
    r"(?:(?!\s(?:but|however|with|yet|sondern|aber|mit|mais|avec|ale|lecz"
    r"|(?:and|und|et|i|oraz)\s+(?:no|not|without|keine?\w?|ohne|nicht|sans|pas|bez))\s)"
    rf"[^,;:{TAKEN}])+"
)
_STOP = re.compile(r"(?<=\w\w)[.!?](?=\s|$)")
_POLITE = re.compile(
    r"\s*\b(?:please|needed|required|necessary|wanted|allowed|accepted|bitte|nötig|erforderlich"
    r"|s'il vous plaît|proszę)\b\s*[.!]?$",
    re.IGNORECASE,
)


# Kinds of partner that one may not want.
_PARTNER = re.compile(
    r"(?:freelanc\w*|agenc(?:y|ies)|agents?|brokers?|traders?|resellers?|dealers?|distributors?"
    r"|importers?"
    r"|intermediar\w+|middlem[ea]n|consult\w+|universit\w+|start-?ups?|competitors?"
    r"|subcontract\w*|sole\s+traders?"
    r"|Freiberufler\w*|Agentur\w*|Händler\w*|Vermittler\w*|Zwischenhändler\w*|Subunternehmer\w*"
    r"|Berater\w*"
    r"|intermédiaires?|revendeurs?|négociants?|sous-traitan\w+|indépendants?|agences?"
    r"|pośredni\w+|agencj\w+|podwykonaw\w+|handlow\w+)",
    re.IGNORECASE,
)


def is_partner(words: str) -> bool:
    """Whether the words name a kind of partner."""
    return _PARTNER.fullmatch(words) is not None


def find_exclusions(clause: Scanned) -> Scanned:
    """The clause with what is turned down; what the words mean is found later."""
    clause = clause.take(*_behind(clause))
    return clause.take(*_before(clause))


def _behind(clause: Scanned) -> Iterator[Span]:
    for match in clause.matches(_OURSELVES):
        yield _span(clause, match.start(), match.end(), match.group("words"), of=False)
    for match in clause.matches(_BEHIND):
        if not _BEFORE.match(match.group().lstrip()):
            yield _span(clause, match.start("words"), match.end(), match.group("words"), of=False)


def _before(clause: Scanned) -> Iterator[Span]:
    end = 0
    for match in clause.matches(_BEFORE):
        if match.start() < end:
            continue
        found = _LIST.match(clause.open, match.end()) or _EXTENT.match(clause.open, match.end())
        if found is None:
            continue
        stop = _STOP.search(found.group())
        words = found.group()[: stop.start()] if stop else found.group()
        words = _POLITE.sub("", words)
        end = match.end() + len(words)
        if words.strip(" .!?"):
            of_partner = bool(match.group("determiner") or match.group("elided"))
            yield _span(clause, match.start(), end, words, of=of_partner)


def _span(clause: Scanned, begin: int, end: int, words: str, *, of: bool) -> Span:
    condition = ExclusionCondition(
        text=clause.text[begin:end].strip(),
        words=_ARTICLE.sub("", words.strip(" .,:!?")),
        of_partner=of,
    )
    return Span(begin, end, condition)
