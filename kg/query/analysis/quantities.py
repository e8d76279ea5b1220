"""Finds how much is needed, and in which time."""

import re
from collections.abc import Iterator

from kg.conditions import QuantityCondition
from kg.query.analysis.amounts import NUMBER, SCALED, WORD, read_number
from kg.query.analysis.spans import Scanned, Span

_PERIODS = {
    "day": "day|days|daily|Tag|Tage|täglich|jour|jours|quotidien|dzień|dziennie|dni",
    "week": "week|weeks|wk|weekly|Woche|Wochen|wöchentlich|semaine|semaines|hebdomadaire|tydzień"
    "|tygodniowo|tygodnie|tygodni",
    "month": "month|months|mth|monthly|Monat|Monate|monatlich|mois|mensuel|mensuels|miesiąc"
    "|miesięcznie|miesiące",
    "quarter": "quarter|quarters|quarterly|Quartal|vierteljährlich|trimestre|kwartał|kwartalnie",
    "year": r"year|years|yr|yearly|annum|annually|Jahr|Jahre|jährlich|an|ans|année|rok|rocznie"
    r"|p\.?\s?a\.?",
}
_PERIOD = "|".join(_PERIODS.values())
# A week, per week, /week, wöchentlich, every two weeks.
PER = (
    rf"(?:\s*(?:\ba|\ban|\bper|\beach|\bevery|/|\bpro|\bje|\bim|\bin\s+der|\bpar|\bna|\bco|\balle)"
    rf"\s*(?P<every>{WORD}|\d+)?\s*|,?\s+)(?P<period>{_PERIOD})(?!\w)"
)
# Units that are amounts wherever they stand behind a number.
_MEASURE = (
    r"pieces?|pcs\.?|pc\.?|off|units?|items?|parts?|sets?|kg|t|tonnes?|tons?|g|l|litres?|liters?"
    r"|ml|hl"
    r"|m²|m2|m³|m3|kWh|MWh|GWh|pallets?|batch(?:es)?|lots?|loads?|machine hours|portions?"
    r"|Stück|Stk\.?|Teile|Tonnen|Liter|Portionen|Paletten|pièces?|tonnes?|litres?|unités?|lots?"
    r"|palettes?|szt\.?|sztuk(?:i)?|ton(?:y)?|litrów|porcji|palet"
)
_RANGE = rf"(?:(?P<least>{NUMBER})\s?(?:-|–|to|bis|à|do)\s?)?"  # noqa: RUF001
_ABOUT = (
    r"(?:(?:about|approx\.?|approximately|circa|ca\.?|around|some|at least|up to|max\.?|etwa|rund"
    r"|mindestens|bis zu|environ|około|parts up to)\s+)?"
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
    rf"{_NOT_BEFORE}{_ABOUT}{_RANGE}(?P<amount>{SCALED}|\b(?:{WORD})\b)(?:\s?[x×]\s|\s)"  # noqa: RUF001
    rf"(?P<words>[^\W\d_][\w-]*(?:\s[^\W\d_][\w-]*){{0,3}})",
)
_PER = re.compile(PER, re.IGNORECASE)
_LOT = re.compile(
    r"\b(?:Losgrößen?|batch(?: size)?s? of|lots? of|lot size(?: of)?|batch size|séries? de"
    r"|seri[eai] po)\s*:?\s*"
    rf"(?P<amount>{NUMBER})(?:\s?(?P<unit>{_MEASURE})(?!\w))?(?:{PER})?",
    re.IGNORECASE,
)
_RISING = re.compile(
    rf"\b(?:rising|growing|increasing|up|later|steigend|ansteigend|ensuite|docelowo)\s*(?:to|auf"
    rf"|à|do)?\s*(?P<amount>{NUMBER})",
    re.IGNORECASE,
)
# Plurals that measure time, length or a part of the thing; their numbers say how, not how much.
_NO_UNIT = frozenset(
    [
        "hours",
        "minutes",
        "seconds",
        "days",
        "weeks",
        "months",
        "years",
        "mths",
        "km",
        "miles",
        "metres",
        "meters",
        "mm",
        "cm",
        "axis",
        "axes",
        "faces",
        "percent",
        "degrees",
        "shifts",
        "working",
        "business",
        "stunden",
        "tage",
        "wochen",
        "monate",
        "jahre",
        "minuten",
        "achsen",
        "heures",
        "jours",
        "semaines",
        "mois",
        "ans",
        "axes",
        "dni",
        "tygodni",
        "tygodnie",
        "miesięcy",
        "lat",
        "godzin",
        "employees",
        "staff",
        "people",
        "persons",
        "mitarbeiter",
        "mitarbeitern",
        "beschäftigte",
        "salariés",
        "osób",
        "pracowników",
        "euro",
        "euros",
        "eur",
        "pounds",
        "dollars",
        "zł",
        "złotych",
        "stages",
        "ways",
        "times",
    ]
)
_PLURAL = re.compile(r"[\w-]{2,}[^s\W]s$")
_OTHER_PLURAL = re.compile(r"[\w-]{2,}(?:x|en|er|ów|ek|ki|ni|y)$")
# Before these what is counted must have been named.
_SMALL = frozenset(
    [
        "of",
        "for",
        "in",
        "on",
        "at",
        "to",
        "by",
        "per",
        "and",
        "or",
        "with",
        "from",
        "a",
        "an",
        "the",
        "von",
        "für",
        "in",
        "mit",
        "und",
        "oder",
        "pro",
        "de",
        "du",
        "pour",
        "par",
        "et",
        "ou",
        "en",
        "avec",
        "na",
        "w",
        "z",
        "i",
        "do",
        "dla",
        "od",
    ]
)
# One letter is a unit only where it is written like one: 5 t, 40 kg, but not 316L.
_ONE_LETTER = frozenset("tgl")
MOST_YEAR, FIRST_YEAR = 2100, 1900


_TIMES = re.compile(rf"{_NOT_BEFORE}(?P<amount>\d{{1,6}})\s?[x×]\s+(?=[^\W\d])")  # noqa: RUF001


def find_quantities(clause: Scanned) -> Scanned:
    """The clause with its quantities; what is counted stays, since it is what is needed."""
    clause = clause.take(*_lots(clause))
    clause = clause.take(*_measured(clause))
    clause = clause.take(*_counted(clause))
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


def _measured(clause: Scanned) -> Iterator[Span]:
    for match in clause.matches(_MEASURED):
        end, unit = match.end(), match.group("unit")
        is_apart = match.string[match.start("unit") - 1].isspace()
        if len(unit) == 1 and not (unit in _ONE_LETTER and is_apart):
            continue
        # "2,500 pieces of turned parts": the preposition goes with the unit.
        behind = re.match(r"\s+(?:of|von|de|d')\s", clause.open[end : end + 20])
        end += behind.end() if behind and match.start() == 0 else 0
        yield Span(match.start(), end, _quantity(match, unit.strip("."), match))


def _counted(clause: Scanned) -> Iterator[Span]:
    for match in clause.matches(_COUNTED):
        unit = _unit(match)
        if unit is None:
            continue
        per = _PER.match(clause.open, unit.end())
        # Of "400 chairs a week" the number and the week are cut, the chairs stay.
        yield Span(match.start(), match.start("words"), _quantity(match, unit.group(), per))
        if per:
            yield Span(per.start(), per.end(), None)


def _unit(match: re.Match[str]) -> re.Match[str] | None:
    """What is counted: the first plural before a small word, if the number is one of things."""
    number = match.group("amount")
    if number.isdecimal() and FIRST_YEAR <= int(number) <= MOST_YEAR:
        return None
    words = list(re.compile(r"[\w-]+").finditer(match.string, *match.span("words")))
    names = [word.group().casefold() for word in words]
    many = next((n for n, name in enumerate(names) if name in _SMALL), len(words))
    if _NO_UNIT & set(names[:many]):
        return None
    for plural in (_PLURAL, _OTHER_PLURAL):
        found = next((word for word in words[:many] if plural.match(word.group())), None)
        if found:
            return found
    return None


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
    period = next((p for p, words in _PERIODS.items() if _is_one(word, words)), None)
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


def _is_one(word: str | None, words: str) -> bool:
    return word is not None and re.fullmatch(words, word, re.IGNORECASE) is not None
