"""Reads dates as people write them; where day and month may be swapped, both readings are named."""

import datetime as dt
import re
from collections.abc import Iterator

from kg.model import Suggestion

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner", "february feb februar", "march mar märz mrz maerz",
            "april apr", "may mai", "june jun juni", "july jul juli", "august aug",
            "september sep sept", "october oct oktober okt", "november nov",
            "december dec dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
# Dates of members are of this and the last century; a year of two digits could be of either.
YEARS = range(1900, 2100)
_YEAR_FIRST = re.compile(r"(\d{4})[-/. ]?(\d{1,2})[-/. ]?(\d{1,2})(?:[T ].*)?")
_NUMBERS = re.compile(r"(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4})(?: \d{1,2}:\d\d.*)?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th)?[ -]([^\W\d_]+)\.?,?[ -](\d{4})")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")


def date_readings(text: str) -> tuple[Suggestion, ...]:
    """The days that a text may mean, as ISO 8601 writes them; none where a year is not told."""
    found: dict[str, Suggestion] = {}
    for reading in _readings(text):
        found.setdefault(reading.value, reading)
    return tuple(found.values())


def _readings(text: str) -> Iterator[Suggestion]:
    if m := _YEAR_FIRST.fullmatch(text):
        yield from _day(m[1], m[2], m[3], "year, month, day")
    elif m := _NUMBERS.fullmatch(text):
        yield from _day(m[4], m[3], m[1], "day, month, year")
        # With points nobody writes the month first.
        if m[2] != ".":
            yield from _day(m[4], m[1], m[3], "month, day, year")
    elif m := _DAY_MONTH.fullmatch(text):
        yield from _day(m[3], str(MONTHS.get(m[2].casefold(), 0)), m[1], "the month by its name")
    elif m := _MONTH_DAY.fullmatch(text):
        yield from _day(m[3], str(MONTHS.get(m[1].casefold(), 0)), m[2], "the month by its name")


def _day(year: str, month: str, day: str, why: str) -> Iterator[Suggestion]:
    if int(year) in YEARS:
        try:
            yield Suggestion(dt.date(int(year), int(month), int(day)).isoformat(), why)
        except ValueError:
            return
