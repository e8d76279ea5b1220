"""kg match: partners for a need."""

import datetime as dt
from pathlib import Path

import click

from kg.cli.need import edited_need, need_option, show_need
from kg.cli.session import as_json, print_json, say, services
from kg.errors import UsageError
from kg.model import MatchAnswer, Partner
from kg.query.match import MatchRequest
from kg.query.present import match_json

MOST_PARTNERS = 1_000
# The parts whose evidence is shown; others rest on the same.
CITING = ("fit", "depth", "like work", "joint work")


@click.command()
@click.argument("need", required=False)
@need_option
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_PARTNERS),
    default=10,
    show_default=True,
    help="How many partners.",
)
@click.option("--region", help="Only partners seated there: a NUTS or ITL code, or a name.")
@click.option(
    "--with",
    "partners",
    metavar="ORG",
    multiple=True,
    help="The id of an organisation that takes part already; may be repeated.",
)
@as_json
def match(  # noqa: PLR0917  # click passes options by name
    need: str | None,
    need_file: Path | None,
    limit: int,
    region: str | None,
    partners: tuple[str, ...],
    as_json: bool,
) -> None:
    """Find partners for NEED, written in plain language, with the reasons for each.

    Instead of NEED an edited need may be given (--need). Who worked before with those who take
    part already (--with) stands higher.
    """
    if (need is None) == (need_file is None):
        raise UsageError("give a need in words, or a file with --need, and one of the two")
    today = dt.datetime.now(dt.UTC).date()
    with services() as product:
        projection = product.projection()
        edited = None if need_file is None else edited_need(need_file, product)
        request = MatchRequest(need or "", limit, region, edited, partners)
        answer = product.matcher.match(request, projection, today)
    if as_json:
        print_json(match_json(answer))
    else:
        _show(answer, region)


def _show(answer: MatchAnswer, region: str | None) -> None:
    show_need(answer.need)
    click.echo()
    for place, count in sorted(answer.turned_away.items()):
        click.echo(f"C{place + 1} turned away {count} who would fit")
    if answer.abstained:
        click.echo("no credible partner")
        where = f"nobody in {region} fits; try without --region" if region else "nobody fits"
        say(f"{where}; try other words, or load more members: kg ingest --help")
        return
    if answer.relaxed:
        places = ", ".join(f"C{place + 1}" for place in answer.relaxed)
        click.echo(f"nobody meets all musts; these come nearest without {places}")
    for place, partner in enumerate(answer.partners, start=1):
        _show_partner(place, partner)
    if answer.uncovered:
        click.echo(f"nobody for {', '.join(answer.uncovered)}")


def _show_partner(place: int, partner: Partner) -> None:
    organisation = partner.organisation
    where = organisation.region or organisation.country or "place unknown"
    click.echo(f"{place:>2}  {partner.score:.3f}  {organisation.name} ({where})  {organisation.id}")
    for part in partner.parts:
        is_condition = part.name.startswith("C")
        if not part.value and not is_condition:
            continue
        click.echo(f"        {part.contribution:.3f}  {part.name}: {part.reason}")
        for cited in part.evidence:
            if part.name.endswith(CITING):
                click.echo(f"               {cited.title} [{cited.file} line {cited.row}]")
    click.echo()
