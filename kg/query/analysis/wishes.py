"""Tells what must be from what would be nice."""

import re

_BEFORE = re.compile(
    r"\b(?:preferabl[ey]|preferring|ideally|optional(?:ly)?|if\s+possible|nice\s+to\s+have:?"
    r"|as\s+a\s+bonus"
    r"|idealerweise|möglichst|am\s+liebsten|vorzugsweise|gerne?|am\s+besten|wenn\s+möglich"
    r"|bevorzugt|mile\s+widzian\w*|souhaitée?s?\s*:"
    r"|de\s+préférence|idéalement|si\s+possible|éventuellement|najlepiej|ewentualnie"
    r"|opcjonalnie)\b[\s:,]*",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    # What is not wanted is no wish, but turned down.
    r"[\s,(-]*\b(?<!\bnot\s)(?<!\bnicht\s)(?<!\bpas\s)(?<!\bnie\s)"
    r"(?:(?:is|are|ist|wäre|est)\s+)?(?:preferred|preferably|desirable|optional"
    r"|if\s+possible"
    r"|(?:a\s+)?nice[\s-]+to[\s-]+have|(?:would|will|could)\s+be\s+(?:good|nice|welcome|great|helpful"
    r"|useful|ideal|perfect|best|an?\s+(?:\w+\s+)?(?:advantage|plus|bonus|asset))|helpful|bevorzugt"
    r"|(?:are\s+|is\s+)?welcome|(?:sind\s+|ist\s+)?willkommen"
    r"|(?:an?\s+)(?:advantage|plus|bonus)|wünschenswert|von\s+Vorteil|wären?\s+(?:schön|gut|toll|super|ideal|hilfreich)"
    r"|erwünscht|falls\s+möglich"
    r"|souhaitée?s?|serai(?:t|ent)\s+(?:un\s+(?:plus|atout)|idéale?s?|appréciée?s?|bienvenue?s?)|mile\s+widzian\w*|(?:będzie|byłby"
    r"|byłoby)\s+(?:\w+\s+)?atutem|atutem)\b[)\s.]*$",
    re.IGNORECASE,
)
# "ISO 9001 is mandatory and ISO 14001 desirable".
_MUST = re.compile(
    r"(?P<must>.*\b(?:mandatory|required|a\s+must|essential|obligatory|erforderlich|zwingend|Pflicht"
    r"|obligatoire|exigée?|wymagan\w+|obowiązkow\w+))\s*(?:and|but|und|aber|et|mais|i|a|ale)\s+"
    r"(?P<wish>.+)",
    re.IGNORECASE,
)
_SEGMENTS = re.compile(r"(?<!\d),|,(?!\d)")


def split_wishes(clause: str) -> list[tuple[str, bool]]:
    """The clause in stretches, each with whether it is a must, without the words that say so.

    "Ideally" at the beginning holds for the whole clause, within it up to the next comma; "is
    preferred" holds back to the comma before.
    """
    lead = _BEFORE.match(clause.lstrip())
    if lead:
        return [(clause.lstrip()[lead.end() :], False)]
    stretches: list[tuple[str, bool]] = []
    for segment in _SEGMENTS.split(clause):
        for text, must in _of_segment(segment):
            if stretches and stretches[-1][1] == must:
                stretches[-1] = (f"{stretches[-1][0]},{text}", must)
            elif text.strip(" .,()"):
                stretches.append((text, must))
    return stretches


def _of_segment(segment: str) -> list[tuple[str, bool]]:
    behind = _BEHIND.search(segment)
    must = _MUST.match(segment[: behind.start()]) if behind else None
    if behind and must:
        return [(must.group("must"), True), (must.group("wish"), False)]
    if behind:
        return [(segment[: behind.start()], False)]
    before = _BEFORE.search(segment)
    if before and not segment[before.end() :].strip(" .)"):
        return [(segment[: before.start()], False)]
    if before:
        return [(segment[: before.start()], True), (segment[before.end() :], False)]
    return [(segment, True)]
