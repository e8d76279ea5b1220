"""kg team export: a team in a file as a picture, a brief for the customer, or a table."""

from pathlib import Path

import click

from kg.cli.output import check_replaced, output_option, yes_option
from kg.cli.session import say, services
from kg.cli.team.given_team import given_team, lead_option, team_argument
from kg.errors import StorageError
from kg.query.team.brief.content import Wording
from kg.query.team.brief.export import FORMATS


@click.command()
@team_argument
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="html",
    show_default=True,
    help="html and md are for the customer, svg and csv for who forms the team.",
)
@click.option("--name", help="The public name.  [default: the title of the opportunity]")
@click.option("--value", help="What the customer gains.  [default: told in figures of the team]")
@click.option("--contact", help="The one contact.  [default: the website of the lead partner]")
@lead_option
@output_option
@yes_option
def export(  # noqa: PLR0917  # click passes options by name
    file: Path,
    format_: str,
    name: str | None,
    value: str | None,
    contact: str | None,
    lead: str | None,
    output: Path | None,
    yes: bool,
) -> None:
    """Write the team in TEAM.json, which kg team --json wrote, for others; - is standard input.

    html is one page for the customer, ready to print or to save as PDF, with one face: a public
    name, the lead partner, one contact and a stated value. md is the same in Markdown. What is for
    the partners alone is left out, and so are names under non-disclosure. svg is a picture of
    requirements by members, csv a table, both with fits.
    """
    check_replaced(output, yes)
    with services() as product:
        found = given_team(file, product, lead)
        wording = Wording(name, value, contact)
        written = product.team_exporter.export(
            found.answer, format_, wording, product.projection(), found.day
        )
    if output is None:
        click.echo(written, nl=not written.endswith("\n"))
        return
    try:
        output.write_text(written, "utf-8", newline="")
    except OSError as error:
        raise StorageError(f"cannot write {output}: {error.strerror}") from error
    say(f"written to {output}")
