"""Finds by when something is needed, or from when."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator

from kg.conditions import DateCondition
from kg.query.analysis.amounts import WORD, read_number
from kg.query.analysis.spans import Scanned, Span

# The first letters of the months tell them apart in each language.
_MONTHS = (
    ("jan", "sty"), ("feb", "fév", "fev", "lut"), ("mar", "mär", "mrz"), ("apr", "avr", "kwi"),
    ("may", "mai", "maj"), ("jun", "juin", "cze"), ("jul", "juil", "lip"),
    ("aug", "aoû", "aou", "sie"), ("sep", "wrz"), ("oct", "okt", "paź", "paz"), ("nov", "lis"),
    ("dec", "dez", "déc", "gru"),
)  # fmt: skip
MONTH = (
    r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|mai|juin"
    r"|juillet|août|septembre|octobre|novembre|décembre|stycznia|lutego|marca|kwietnia|maja|czerwca"
    r"|lipca|sierpnia|września|października|listopada|grudnia|styczeń|luty|marzec|kwiecień|czerwiec"
    r"|lipiec|sierpień|wrzesień|październik|listopad|grudzień"
    r"|styczniu|lutym|marcu|kwietniu|maju|czerwcu|lipcu|sierpniu|wrześniu|październiku|listopadzie"
    r"|grudniu"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Okt\.?|Nov\.?|Dec\.?|Dez\.?"
)
_DAY = (
    rf"(?P<iso>\d{{4}}-\d{{2}}-\d{{2}})|(?P<d1>\d{{1,2}})(?:st|nd|rd|th|\."
    rf"|er)?\s+(?:of\s+)?(?P<m1>{MONTH})(?:,?\s+(?P<y1>\d{{4}}))?"
    rf"|(?P<m2>{MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<y2>\d{{4}}))?"
    r"|(?P<d3>\d{1,2})[./](?P<m3>\d{1,2})[./](?P<y3>\d{4})"
    rf"|(?:the\s+)?(?P<part>end\s+of\s+|late\s+|mid[- ]|middle\s+of\s+|beginning\s+of\s+|early\s+"
    rf"|Ende\s+|Mitte\s+|Anfang\s+|fin\s+|mi-|début\s+|końca\s+"
    rf"|połowy\s+)?(?:(?P<m4>{MONTH})\s+(?P<y4>\d{{4}})|Q(?P<q>[1-4])\s+(?P<yq>\d{{4}})"
    rf"|(?P<y5>20\d{{2}}))"
    rf"|(?:the\s+)?(?P<part2>end\s+of\s+|mid[- ]|Ende\s+|Mitte\s+|fin\s+)(?P<m6>{MONTH})"
    # May and march are words as well.
    rf"|(?P<m7>(?-i:(?!may\b|march\b|mar\b))(?:{MONTH}))(?!\s*\d)"
    r"|(?P<christmas>Christmas|Weihnachten|Noël|Bożym Narodzeniem)"
    r"|(?P<easter>Easter|Ostern|Pâques|Wielkanocą)"
    r"|(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Montag|Dienstag"
    r"|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag)"
)
_BY = (
    r"by(?: (?:the )?week (?:ending|commencing|beginning))?"
    r"|until|till|no later than|not later than|at the latest by|due(?: by)?|bis(?: zum"
    r"| spätestens)?|spätestens(?: am| bis)?|jusqu'(?:à|au)|d'ici(?: le)?|au plus tard(?: le)?"
    r"|do(?: dnia)?|najpóźniej(?: do)?|within|in|im|en|during|on|le|am|dnia"
    r"|on site by|ready by|finished by"
)
_BEFORE = r"before|ahead of|vor(?: dem)?|avant(?: le)?|przed"
_FROM = (
    r"from|starting(?: in| from| on)?|start(?:s|ing)?(?: in| on| im| ab| am| w)?"
    r"|beginning(?: in| on)?|kick-off(?: in| on)?|as of|since|after|ab(?: dem)?|von"
    r"|(?:Projekt|Produktions)?(?:start|beginn)(?: im| ab| am)?|à partir d[eu]|dès(?: le)?"
    r"|démarrage(?: en| le| au)?|od|rozpoczęcie(?: w| od)?|początek(?: w| od)?"
)
_STATED = re.compile(
    rf"\b(?:(?P<by>{_BY})|(?P<before>{_BEFORE})|(?P<from>{_FROM}))\s*:?\s+(?:{_DAY})(?!\w)",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?<![\w.])(?:{_DAY})(?!\w)", re.IGNORECASE)
_AT_ONCE = re.compile(
    r"\b(?:start(?:ing|s)?\s+)?(?:asap|as soon as possible|immediately|at once|straight away"
    r"|(?:ab )?sofort|so bald wie möglich"
    r"|schnellstmöglich|dès que possible|immédiatement|au plus vite|jak najszybciej|od zaraz"
    r"|natychmiast)\b",
    re.IGNORECASE,
)
_UNITS = {
    "day": 1, "tag": 1, "arbeitstag": 1, "jour": 1, "dni": 1, "week": 7, "woche": 7, "semaine": 7,
    "tyg": 7,
}  # fmt: skip
_TIME = (
    r"(?:(?:working |business )?days?|weeks?|months?|Tagen?|Wochen?|Monaten?|Arbeitstagen?|jours?"
    r"|semaines?|mois|dni|tygodni(?:e)?|miesięcy|miesiące)"
)
_IN = re.compile(
    rf"\b(?:on site\s+)?(?:in|within|innerhalb von|binnen|dans(?: les)?|sous|w ciągu"
    rf"|za)\s+(?P<n>\d+|{WORD})\s+(?P<unit>{_TIME})\b",
    re.IGNORECASE,
)
# A lead time of three weeks: counted from today, as an order would be.
_LEAD_TIME = re.compile(
    r"(?:\b(?:with\s+)?(?:an?\s+)?(?:max\.?|maximum|no\s+more\s+than|not\s+more\s+than|at\s+most|höchstens|maximal)\s+)?"
    rf"(?:\b(?:lead\s+time|delivery\s+time|turnaround|Lieferzeit|délai(?:\s+de\s+livraison)?|termin\s+realizacji|czas\s+dostawy)"
    rf"\s*(?:of|von|de|:|is|ist)?\s*(?:max\.?|maximal|höchstens|maks\.?|up\s+to|bis\s+zu|do)?\s*(?P<n>\d+|{WORD})"
    rf"(?:\s*[-–]\s*(?P<most>\d+))?[\s-]+(?P<unit>{_TIME})"  # noqa: RUF001
    rf"|\b(?P<n2>\d+|{WORD})(?:\s*[-–]\s*(?P<most2>\d+))?[\s-]+(?P<unit2>{_TIME})['’]?\s+(?:lead\s+time|delivery\s+time|turnaround|Lieferzeit))"  # noqa: RUF001
    r"(?!\w)",
    re.IGNORECASE,
)
DAYS_OF_A_MONTH = 365.25 / 12


def find_dates(clause: Scanned, today: dt.date) -> Scanned:
    """The clause with its dates; those without a year are the next after `today`."""
    clause = clause.take(*_stated(clause, today))
    for match in clause.matches(_AT_ONCE):
        condition = DateCondition(text=match.group(), relation="from", day=today)
        clause = clause.take(Span(match.start(), match.end(), condition))
    for match in clause.matches(_LEAD_TIME):
        clause = clause.take(_in_time(match, today))
    for match in clause.matches(_IN):
        day = _later(today, read_number(match.group("n")), match.group("unit").casefold())
        condition = DateCondition(text=match.group(), relation="by", day=day)
        clause = clause.take(Span(match.start(), match.end(), condition))
    return clause


def _in_time(match: re.Match[str], today: dt.date) -> Span:
    found = match.groupdict()
    count = found["most"] or found["most2"] or found["n"] or found["n2"] or ""
    unit = (found["unit"] or found["unit2"] or "").casefold()
    day = _later(today, read_number(count), unit)
    return Span(*match.span(), DateCondition(text=match.group().strip(), relation="by", day=day))


def _stated(clause: Scanned, today: dt.date) -> Iterator[Span]:
    for match in clause.matches(_STATED):
        found = _days(match, today)
        if found is None:
            continue
        first, last = found
        if match.group("from"):
            condition = DateCondition(text=match.group(), relation="from", day=first)
        elif match.group("before"):
            day = first - dt.timedelta(days=1)
            condition = DateCondition(text=match.group(), relation="by", day=day)
        else:
            condition = DateCondition(text=match.group(), relation="by", day=last)
        yield Span(match.start(), match.end(), condition)


def _days(  # noqa: PLR0911  # one line a way to write a day
    match: re.Match[str], today: dt.date
) -> tuple[dt.date, dt.date] | None:
    """The first and the last day that is meant, or None for a day that there is not."""
    found = match.groupdict()
    try:
        if found["iso"]:
            day = dt.date.fromisoformat(found["iso"])
            return day, day
        if found["christmas"]:
            return _one(_next(today, 12, 25))
        if found["easter"]:
            return _one(_next_easter(today))
        if found["weekday"]:
            return _one(_weekday(found["weekday"], today))
        if found["q"]:
            month = 3 * int(found["q"])
            return dt.date(int(found["yq"]), month - 2, 1), _month(int(found["yq"]), month)[1]
        named = found["m4"] or found["m6"] or found["m7"]
        if named:
            month = _number_of(named)
            year = int(found["y4"]) if found["y4"] else _next(today, month, 28).year
            return _part(*_month(year, month), (found["part"] or found["part2"] or ""))
        if found["y5"]:
            first, last = dt.date(int(found["y5"]), 1, 1), dt.date(int(found["y5"]), 12, 31)
            return _part(first, last, found["part"] or "")
        return _one(_full(found, today))
    except ValueError:
        return None


def _full(found: dict[str, str | None], today: dt.date) -> dt.date:
    for n in "123":
        day, month, year = found[f"d{n}"], found[f"m{n}"], found[f"y{n}"]
        if day and month:
            number = int(month) if month.isdecimal() else _number_of(month)
            if year:
                return dt.date(int(year), number, int(day))
            return _next(today, number, int(day))
    raise ValueError("no day")


def _one(day: dt.date) -> tuple[dt.date, dt.date]:
    return day, day


def _month(year: int, month: int) -> tuple[dt.date, dt.date]:
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, 1), dt.date(year, month, last)


def _part(first: dt.date, last: dt.date, part: str) -> tuple[dt.date, dt.date]:
    """The beginning, the middle or the end of a stretch of days."""
    part = part.casefold().strip()
    # Of a month the middle is the fifteenth, whatever its length.
    middle = first + (last - first) / 2 if last.month > first.month else first.replace(day=15)
    if part.startswith(("mid", "mitte", "mi-", "poł")):
        return middle, middle
    if part.startswith(("begin", "early", "anfang", "début")):
        return first, first + (last - first) / 3
    if part:
        return last, last
    return first, last


def _number_of(month: str) -> int:
    name = month.casefold()
    for number, heads in enumerate(_MONTHS, start=1):
        if name.startswith(heads):
            return number
    raise ValueError(f"no month: {month!r}")


def _next(today: dt.date, month: int, day: int) -> dt.date:
    this_year = dt.date(today.year, month, day)
    return this_year if this_year >= today else dt.date(today.year + 1, month, day)


_WEEKDAYS = (
    ("mon",), ("tue", "die"), ("wed", "mit"), ("thu", "don"), ("fri", "fre"), ("sat", "sam"),
    ("sun", "son"),
)  # fmt: skip


def _next_easter(today: dt.date) -> dt.date:
    this_year = _easter(today.year)
    return this_year if this_year >= today else _easter(today.year + 1)


def _easter(year: int) -> dt.date:
    """Easter Sunday, by the anonymous Gregorian rule (Meeus, Astronomical Algorithms, ch. 8)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    correction = (8 * century + 13) // 25
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    days = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * days) // 451
    month, day = divmod(epact + days - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)


def _weekday(name: str, today: dt.date) -> dt.date:
    wanted = next(n for n, heads in enumerate(_WEEKDAYS) if name.casefold().startswith(heads))
    return today + dt.timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _later(today: dt.date, count: float, unit: str) -> dt.date:
    unit = unit.removeprefix("working ").removeprefix("business ")
    days = next((n for head, n in _UNITS.items() if unit.startswith(head)), DAYS_OF_A_MONTH)
    return today + dt.timedelta(days=min(round(count * days), 36_500))
