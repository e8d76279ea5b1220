"""The team that a user gives as a file, and what is known of it today."""

import datetime as dt
from pathlib import Path

import click

from kg.cli.given_file import read_given
from kg.cli.session import say
from kg.query.team.document import load_team
from kg.query.team.revisit import Revisited, revisit, with_lead
from kg.wiring import Services

team_argument = click.argument(
    "file", metavar="TEAM.json", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path)
)


lead_option = click.option(
    "--lead",
    metavar="ORG",
    help="The lead partner of the team: an id.  [default: who does most of the work]",
)


def given_team(file: Path, product: Services, lead: str | None = None) -> Revisited:
    """The team of a file, - for standard input, as it covers its need today, under its lead."""
    projection = product.projection()
    document = load_team(read_given(file), product.matcher.reader.known(projection))
    today = dt.datetime.now(dt.UTC).date()
    found = revisit(
        document, lambda request: product.team_former.form(request, projection, today), today
    )
    if found.has_changed:
        say(
            f"the graph has changed since the team was formed (revision {found.formed_at}, now "
            f"{found.answer.revision}); this is the team as it stands today"
        )
    if found.best:
        say(f"as it was asked for, another team is best today: {', '.join(found.best)}")
    return with_lead(found, lead)
