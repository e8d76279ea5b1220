"""Days of a period as users write them: 2015, or 2015-03-01."""

import datetime as dt
import re

from kg.errors import UsageError
from kg.projection.network.reader import Period

_YEAR = re.compile(r"[0-9]{4}")


def read_period(since: str | None, until: str | None) -> Period:
    """The period from the beginning of `since` to the end of `until`; None leaves it open.

    Raises UsageError for what is neither a year nor a day, and for an end before the beginning.
    """
    begin, end = _day(since, 1, 1), _day(until, 12, 31)
    if begin is not None and end is not None and end < begin:
        raise UsageError(f"the period ends ({until}) before it begins ({since}); swap the two")
    return Period(begin, end)


def _day(text: str | None, month: int, day: int) -> int | None:
    if text is None:
        return None
    try:
        if _YEAR.fullmatch(text.strip()):
            return dt.date(int(text), month, day).toordinal()
        return dt.date.fromisoformat(text.strip()).toordinal()
    except ValueError as error:
        raise UsageError(f"{text!r} is no year or day; write 2015 or 2015-03-01") from error
