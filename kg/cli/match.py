"""kg match: partners for a need."""

import datetime as dt

import click

from kg.cli.session import as_json, print_json, say, services
from kg.model import MatchAnswer, Partner
from kg.query.match import MatchRequest
from kg.query.present import match_json

MOST_PARTNERS = 1_000


@click.command()
@click.argument("need")
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_PARTNERS),
    default=10,
    show_default=True,
    help="How many partners.",
)
@click.option("--region", help="Only partners seated there: a NUTS or ITL code, or a name.")
@as_json
def match(need: str, limit: int, region: str | None, as_json: bool) -> None:
    """Find partners for NEED, written in plain language, with the reasons for each."""
    today = dt.datetime.now(dt.UTC).date()
    with services() as product:
        projection = product.projection()
        answer = product.matcher.match(MatchRequest(need, limit, region), projection, today)
    if as_json:
        print_json(match_json(answer))
    else:
        _show(answer, region)


def _show(answer: MatchAnswer, region: str | None) -> None:
    for requirement in answer.need.requirements:
        wish = "" if requirement.must else " (wished for)"
        click.echo(f"{requirement.id}  {requirement.text}{wish}")
        for competency in requirement.competencies[:3]:
            click.echo(f"      {competency.confidence:.2f}  {competency.label}")
    click.echo()
    if answer.abstained:
        click.echo("no credible partner")
        where = f"nobody in {region} fits; try without --region" if region else "nobody fits"
        say(f"{where}; try other words, or load more members: kg ingest --help")
        return
    for place, partner in enumerate(answer.partners, start=1):
        _show_partner(place, partner)
    if answer.uncovered:
        click.echo(f"nobody for {', '.join(answer.uncovered)}")


def _show_partner(place: int, partner: Partner) -> None:
    organisation = partner.organisation
    where = organisation.region or organisation.country or "place unknown"
    click.echo(f"{place:>2}  {partner.score:.3f}  {organisation.name} ({where})  {organisation.id}")
    for part in partner.parts:
        if not part.value:
            continue
        click.echo(f"        {part.contribution:.3f}  {part.name}: {part.reason}")
        for cited in part.evidence:
            if part.name.endswith(("fit", "depth")):
                click.echo(f"               {cited.title} [{cited.file} line {cited.row}]")
    click.echo()
