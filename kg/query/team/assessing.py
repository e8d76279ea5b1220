"""Gates of assessments: who may be in a team by what assessors found of it, and how lately."""

import calendar
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.graph.assessments import Assessment
from kg.query.team.conditions import Objection

# The areas in which the first principle of Midas wants each partner assessed.
AREAS = ("finance", "capability", "ethics")


@dataclass(frozen=True, slots=True)
class Assessing:
    """Asks for a finding in each area: of at least a score, and of the last so many months.

    Of several the latest counts; one that ended is none. Scores are 0 to 100.
    """

    today: dt.date = dt.date.min
    assessments: Mapping[str, Sequence[Assessment]] = field(default_factory=dict)
    least: int | None = None
    months: int | None = None

    @property
    def asks(self) -> bool:
        """Whether anything is asked for."""
        return self.least is not None or self.months is not None

    def objections(self, organisation: str) -> tuple[Objection, ...]:
        """What speaks against an organisation, area by area."""
        if not self.asks:
            return ()
        own = self.assessments.get(organisation, ())
        return tuple(one for area in AREAS for one in self._in_area(area, own))

    def _in_area(self, area: str, own: Sequence[Assessment]) -> Iterator[Objection]:
        latest = latest_of(own, area, self.today)
        if latest is None:
            yield self._objection(f"has no assessment in {area}", f"assess it in {area}")
            return
        again = f"assess it again in {area}"
        day = latest.assessed_on
        if latest.expires_on and latest.expires_on < self.today:
            yield self._objection(
                f"has an assessment in {area} that ended on {latest.expires_on}", again
            )
        elif self.months is not None and day < months_before(self.today, self.months):
            reason = f"was assessed in {area} on {day}, more than {self.months} months ago"
            yield self._objection(reason, again)
        if self.least is not None and latest.score < self.least:
            reason = f"scored {latest.score} in {area} on {day}, and {self.least} is asked for"
            yield self._objection(reason, again)

    def _objection(self, reason: str, change: str) -> Objection:
        return Objection("assessment", reason, change, wanted=self._wanted())

    def _wanted(self) -> str:
        """What is asked for, in words."""
        least = "" if self.least is None else f" with a score of {self.least}"
        months = "" if self.months is None else f" within {self.months} months"
        return f"assessments{least}{months}"


def latest_of(own: Sequence[Assessment], area: str, today: dt.date) -> Assessment | None:
    """The latest assessment in an area; of one day the one with the lowest score."""
    return max(
        (a for a in own if a.area == area and a.assessed_on <= today),
        key=lambda a: (a.assessed_on, -a.score),
        default=None,
    )


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day of the month so many months earlier, or the last day of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(years, month + 1)[1]
    return dt.date(years, month + 1, min(day.day, last))
