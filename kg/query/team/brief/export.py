"""Hands a team on: gathers what is told beside it, and writes it in one of four formats."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.graph.opportunities import Certificate, Opportunity
from kg.projection.projection import Projection
from kg.query.team.answer import TeamAnswer
from kg.query.team.brief.content import Background, Wording, brief_of, public_names
from kg.query.team.brief.html import brief_html
from kg.query.team.brief.markdown import brief_markdown
from kg.query.team.brief.picture import Drawing, Look
from kg.query.team.brief.table import team_csv
from kg.query.team.reading import for_reading

# The formats with their media types.
FORMATS: Mapping[str, str] = {
    "svg": "image/svg+xml",
    "html": "text/html",
    "csv": "text/csv",
    "md": "text/markdown",
}


class BackgroundSource(Protocol):
    """Where is read what is told beside a team: the graph, or a test."""

    def opportunity(self, id_: str) -> Opportunity | None: ...
    def certificates(self, organisations: Sequence[str]) -> Sequence[Certificate]: ...


@dataclass(frozen=True, slots=True)
class Exporter:
    """Writes teams; `website` is that of an organisation, by its id."""

    source: BackgroundSource
    website: Callable[[str], str | None]

    def export(
        self,
        answer: TeamAnswer,
        format_: str,
        wording: Wording,
        projection: Projection,
        today: dt.date,
    ) -> str:
        """A team as `svg` or `csv`, for who forms it, or as `html` or `md`, for the customer.

        Raises StateError where a brief is asked for and nobody is in the team.
        """
        match format_:
            case "svg":
                return picture_of(answer)
            case "csv":
                return team_csv(answer)
        read = for_reading(answer)
        behind = self._background(answer, projection)
        brief = brief_of(read, behind, wording, today)
        if format_ == "md":
            return brief_markdown(brief)
        look = Look(public_names(read, behind), shows_fit=False, alone=False)
        return brief_html(brief, Drawing(read, look).svg())

    def _background(self, answer: TeamAnswer, projection: Projection) -> Background:
        ids = [member.organisation.id for member in answer.members]
        names = (name.partition("\n")[0] for name in projection.regions.names)
        return Background(
            self.source.opportunity(answer.opportunity) if answer.opportunity else None,
            dict(zip(projection.regions.ids, names, strict=True)),
            self.source.certificates(ids) if ids else (),
            self.website(answer.shares.lead) if answer.shares else None,
        )


def picture_of(answer: TeamAnswer, *, alone: bool = True) -> str:
    """The picture of a team with names and fits; in a page that brings the colours not alone."""
    read = for_reading(answer)
    names = {member.organisation.id: member.organisation.name for member in read.members}
    return Drawing(read, Look(names, alone=alone)).svg()
