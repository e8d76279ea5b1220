"""Finds how much is needed, and in which time."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.conditions import QuantityCondition
from kg.query.analysis.amounts import NUMBER, SCALED, WORD, read_number
from kg.query.analysis.dates import MONTH
from kg.query.analysis.periods import PER, find_apart, find_lead, period_name
from kg.query.analysis.spans import TAKEN, Scanned, Span, leads_to

# Units that are amounts wherever they stand behind a number.
_MEASURE = (
    r"pieces?|pcs\.?|pc\.?|off|units?|items?|parts?|sets?|kg|t|tonnes?|tons?|g|l|litres?|liters?"
    r"|ml|hl"
    r"|m²|m2|m³|m3|kWh|MWh|GWh|pallets?|batch(?:es)?|lots?|loads?|machine hours|portions?"
    r"|Stück|Stk\.?|Teile|Tonnen|Liter|Portionen|Paletten|pièces?|tonnes?|litres?|unités?|lots?"
    r"|palettes?|szt\.?|sztuk(?:i)?|ton(?:y)?|litrów|porcji|palet"
)
_RANGE = (
    rf"(?:(?P<least>{NUMBER}|\b(?i:one|eine?|une?|jeden|{WORD}))\s?(?:-|–|to|bis|à|do"  # noqa: RUF001
    r"|\b(?:or|oder|ou|lub)\b)\s?)?"
)
_OF = re.compile(r"\b(?:of|for|von|für|de|d'|pour)\s$", re.IGNORECASE)
_ABOUT = (
    r"(?i:(?:about|approx\.?|approximately|circa|ca\.?|around|roughly|nearly|some|at least|up to"
    r"|max\.?|min\.?|etwa|rund|ungefähr|zirka|mindestens|bis zu|environ|env\.?|à peu près"
    r"|au moins|jusqu'à|około|ok\.?|co najmniej|maks\.?|do)\s+)?"
)
# Not the number of a date, of a size (180 x 90 mm), of a class or of what stands in a name.
_NOT_BEFORE = r"(?<![\w.,:/€$£×-])(?<!\d\s)(?<!\d\sx\s)"  # noqa: RUF001
_MEASURED = re.compile(
    rf"{_NOT_BEFORE}{_ABOUT}{_RANGE}(?P<amount>{SCALED}"
    rf"|\b(?:{WORD})\b)\s?x?\s?(?P<unit>{_MEASURE})(?!\w)(?:{PER})?",
    re.IGNORECASE,
)
# 400 height-adjustable transfer chairs: the unit is the first plural, behind up to three words.
_COUNTED = re.compile(
    rf"{_NOT_BEFORE}{_ABOUT}{_RANGE}(?P<amount>{SCALED}|\b(?i:{WORD})\b)(?:\s?[x×]\s|\s)"  # noqa: RUF001
    rf"(?P<words>[^\W\d_][\w-]*(?:\s[^\W\d_][\w-]*){{0,3}})",
)
_PER = re.compile(PER, re.IGNORECASE)
# Lengths are amounts only in a time; else they say how large.
_LENGTH = re.compile(
    rf"{_NOT_BEFORE}{_ABOUT}{_RANGE}(?P<amount>{SCALED})\s?(?P<unit>met(?:re|er)s?|m|Meter|mètres"
    rf"|metrów|km)(?!\w){PER}",
    re.IGNORECASE,
)
_BARE = re.compile(rf"{_NOT_BEFORE}{_ABOUT}{_RANGE}(?P<amount>{SCALED}){PER}", re.IGNORECASE)
# Parts up to 40 kg, 30 kg each: how heavy one is, which is no amount.
_EACH = (
    r"(?:each|apiece|a\s+piece|per\s+piece|je(?:\s+Stück)?|(?:la\s+)?pièce|chacune?|na\s+sztukę)"
)
_ONE = re.compile(
    rf"(?:(?<=[^\W\d_]\s)|(?<=[(]))(?:of\s+)?(?:(?:up\s+to|weighing|bis(?:\s+zu)?|jusqu'à|do|max\.?"
    rf"|maximum)\s+)+(?:{NUMBER})\s?(?:kg|g)\b(?!{PER})(?!\s+(?:of|von|de)\b)(?:\s+{_EACH})?"
    rf"|(?:{NUMBER})\s?(?:kg|g)\s+{_EACH}"
    r"|\b(?:sachets|bags|sacks|drums|bottles|jars|tins|packs|boxes|cans|canisters|Beutel|Säcke|Fässer"
    rf"|Flaschen|Gläser|Dosen|fûts|bidons|bouteilles|worki|beczki|butelki)\s+(?:of|à|zu|von|de|po)\s+"
    rf"(?:{NUMBER})\s?(?:kg|g|ml|cl|l)\b",
    re.IGNORECASE,
)
_LOT = re.compile(
    r"\b(?:Losgrößen?|batch(?: size)?s? of|lots? of|lot size(?: of)?|batch size|séries? de"
    r"|seri[eai] po)\s*:?\s*"
    rf"{_RANGE}(?P<amount>{NUMBER})(?:\s?(?P<unit>{_MEASURE})(?!\w))?(?:{PER})?",
    re.IGNORECASE,
)
_RISING = re.compile(
    rf"\b(?:rising|growing|increasing|up|later|steigend|ansteigend|ensuite|docelowo)\s*(?:to|auf"
    rf"|à|do)?\s*(?P<amount>{NUMBER})",
    re.IGNORECASE,
)
# Plurals that measure time, length or a part of the thing; their numbers say how, not how much.
_NO_UNIT = frozenset((
    "hour", "minute", "day", "week", "month", "year", "mile", "metre", "meter", "stunde", "tag",
    "woche", "monat", "jahr", "tydzień", "hours", "minutes", "seconds", "days", "weeks", "months",
    "years", "mths", "km", "miles", "metres", "meters", "mm", "cm", "axis", "axes", "faces",
    "percent", "degrees", "shifts", "working", "business", "stunden", "tage", "wochen", "monate",
    "jahre", "minuten", "achsen", "heures", "jours", "semaines", "mois", "ans", "dni", "tygodni",
    "tygodnie", "miesięcy", "lat", "godzin", "employees", "staff", "people", "persons",
    "mitarbeiter", "mitarbeitern", "beschäftigte", "salariés", "osób", "pracowników", "suppliers",
    "partners", "firms", "companies", "lieferanten", "betriebe", "firmen", "fournisseurs",
    "partenaires", "dostawców", "wykonawców", "euro", "euros", "eur", "pounds", "dollars", "zł",
    "złotych", "stages", "ways", "times",
))  # fmt: skip
_PLURAL = re.compile(r"[\w-]{2,}[^s\W]s$")
_OTHER_PLURAL = re.compile(r"[\w-]{2,}(?:x|en|er|ów|ek|eń|ki|ni|y)$")
_NOUN = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{3,}(?:-[A-ZÄÖÜ]?[a-zäöüß]+)*")
_MONTH = re.compile(MONTH, re.IGNORECASE)
# Before these what is counted must have been named.
_SMALL = frozenset((
    "of", "for", "in", "on", "at", "to", "by", "per", "each", "every", "je", "pro", "im", "alle",
    "and", "or", "with", "from", "a", "an", "the", "von", "für", "mit", "und", "oder", "de", "du",
    "pour", "par", "et", "ou", "en", "avec", "na", "w", "z", "i", "do", "dla", "od",
))  # fmt: skip
# One letter is a unit only where it is written like one: 5 t, 40 kg, but not 316L.
_ONE_LETTER = frozenset("tgl")
MOST_YEAR, FIRST_YEAR = 2100, 1900


_ENDS = re.compile(rf"\s*(?:$|[,;).]|{TAKEN})")
_TIMES = re.compile(rf"{_NOT_BEFORE}(?P<amount>\d{{1,6}})\s?[x×]\s+(?=[^\W\d])")  # noqa: RUF001


def find_quantities(clause: Scanned) -> Scanned:
    """The clause with its quantities; what is counted stays, since it is what is needed."""
    clause = clause.take(*(Span(*m.span(), None, cut=False) for m in clause.matches(_ONE)))
    clause = clause.take(*_lots(clause))
    clause = clause.take(*_measured(clause, _LENGTH))
    clause = clause.take(*_measured(clause, _MEASURED))
    clause = clause.take(*_counted(clause))
    clause = clause.take(*_bare(clause))
    clause = _with_periods(clause)
    clause = clause.take(*_rising(clause))
    times = (
        (m, QuantityCondition(text=m.group().strip(), amount=read_number(m.group("amount"))))
        for m in clause.matches(_TIMES)
    )
    return clause.take(*(Span(m.start(), m.end(), condition) for m, condition in times))


def _lots(clause: Scanned) -> Iterator[Span]:
    for match in clause.matches(_LOT):
        unit = (match.group("unit") or "lot").strip(".")
        yield Span(match.start(), match.end(), _quantity(match, unit, match))


def _measured(clause: Scanned, pattern: re.Pattern[str]) -> Iterator[Span]:
    for match in clause.matches(pattern):
        end, unit = match.end(), match.group("unit")
        is_apart = match.string[match.start("unit") - 1].isspace()
        if len(unit) == 1 and not (unit in _ONE_LETTER and is_apart):
            continue
        # "2,500 pieces of turned parts": the preposition goes with the unit.
        behind = re.match(r"\s+(?:of|von|de|d')\s", clause.open[end : end + 20])
        is_led = match.start() == 0 or leads_to(_OF, clause.open, match.start())
        end += behind.end() if behind and is_led else 0
        yield Span(match.start(), end, _quantity(match, unit.strip("."), match))


def _counted(clause: Scanned) -> Iterator[Span]:
    for match in clause.matches(_COUNTED):
        unit = _unit(match)
        if unit is None:
            continue
        per = _PER.match(clause.open, unit.end())
        condition = _quantity(match, unit.group(), per)
        # Of "400 chairs a week" the number and the week are cut, the chairs stay; of "prototype
        # assembly, 30 boards" the boards go as well, since what is to be done was said before.
        if _is_alone(clause.open, match.start(), per.end() if per else unit.end()):
            yield Span(match.start(), per.end() if per else unit.end(), condition)
            continue
        yield Span(match.start(), match.start("words"), condition)
        if per:
            yield Span(per.start(), per.end(), None)


def _is_alone(text: str, begin: int, end: int) -> bool:
    """Whether a stretch is all that stands between two commas, the first behind some word."""
    before = text[:begin].rstrip()
    is_begun = before.endswith(",") and re.search(r"\w", before) is not None
    return is_begun and _ENDS.match(text, end) is not None


def _with_periods(clause: Scanned) -> Scanned:
    """The clause, whose quantities without a period have that which stands apart from them."""
    spans, cut = list(clause.spans), []
    for place, span in enumerate(spans):
        condition = span.condition
        if not isinstance(condition, QuantityCondition) or condition.period:
            continue
        end = min((s.begin for s in spans if s.begin >= span.end and _counts(s)), default=None)
        found = find_apart(clause.open, span.end, end) or find_lead(clause.open, span.begin)
        if found:
            period, begin, end = found
            spans[place] = replace(span, condition=replace(condition, period=period))
            cut.append(Span(begin, end, None))
    return replace(clause, spans=tuple(spans)).take(*cut)


def _counts(span: Span) -> bool:
    return isinstance(span.condition, QuantityCondition)


def _bare(clause: Scanned) -> Iterator[Span]:
    """150 a month: of what was said before."""
    for match in clause.matches(_BARE):
        yield Span(*match.span(), _quantity(match, "", match))


def _unit(match: re.Match[str]) -> re.Match[str] | None:
    """What is counted: the first plural before a small word, if the number is one of things."""
    number = match.group("amount")
    if number.isdecimal() and FIRST_YEAR <= int(number) <= MOST_YEAR:
        return None
    words = list(re.compile(r"[\w-]+").finditer(match.string, *match.span("words")))
    names = [word.group().casefold() for word in words]
    many = next((n for n, name in enumerate(names) if name in _SMALL), len(words))
    first = match.string[words[0].end() :]
    if _PER.match(first) and names[0] not in _NO_UNIT | _SMALL:
        return words[0]
    if _NO_UNIT & set(names[:many]) or _MONTH.fullmatch(names[0]):
        return None
    for plural in (_PLURAL, _OTHER_PLURAL):
        found = next((word for word in words[:many] if plural.match(word.group())), None)
        if found:
            return found
    # A noun in German, whose plural may end in anything: 500 Sätze.
    return words[0] if many and _NOUN.fullmatch(words[0].group()) else None


def _rising(clause: Scanned) -> Iterator[Span]:
    """What it grows to, in the unit of the quantity before it; a wish, since it comes later."""
    first = next(
        (s.condition for s in clause.spans if isinstance(s.condition, QuantityCondition)), None
    )
    if first is None:
        return
    for match in clause.matches(_RISING):
        amount = read_number(match.group("amount"))
        yield Span(
            match.start(),
            match.end(),
            QuantityCondition(
                text=match.group(), must=False, amount=amount, unit=first.unit, period=first.period
            ),
        )


def _quantity(match: re.Match[str], unit: str, per: re.Match[str] | None) -> QuantityCondition:
    amount, least = read_number(match.group("amount")), match.groupdict().get("least")
    word, every = per.group("period", "every") if per else (None, None)
    period = period_name(word) if word else None
    if every:
        amount /= read_number(every)
    end = max(
        match.end("amount"),
        per.end() if per else 0,
        match.string.find(unit, match.end("amount")) + len(unit),
    )
    return QuantityCondition(
        text=match.string[match.start() : end].strip(" ,"),
        amount=amount,
        unit=unit,
        period=period,
        least=read_number(least) if least else None,
    )
