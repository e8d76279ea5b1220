"""kg regions partners: which regions one should talk to, about what, and to whom there."""

import datetime as dt

import click

from kg.cli.session import as_json, print_json, say, services
from kg.query.potential.answer import Found, PartnerRegion, PartnersAnswer, PartnersQuestion
from kg.query.potential.present import partners_json

LEVELS = click.IntRange(0, 3)
MOST = 1_000


@click.command()
@click.argument("region", metavar="REGION")
@click.option("--for", "need", metavar="TEXT", help="About this need only, in plain language.")
@click.option(
    "--level", type=LEVELS, default=2, show_default=True, help="NUTS level; 0 are countries."
)
@click.option(
    "--limit", type=click.IntRange(1, MOST), default=5, show_default=True, help="How many regions."
)
@click.option(
    "--pairs",
    type=click.IntRange(1, MOST),
    default=3,
    show_default=True,
    help="How many pairs of organisations, or partners, are named of each region.",
)
@click.option("--firms-only", is_flag=True, help="Name firms, no other organisations.")
@as_json
def partners(
    *,
    region: str,
    need: str | None,
    level: int,
    limit: int,
    pairs: int,
    firms_only: bool,
    as_json: bool,
) -> None:
    """Find the regions that complete REGION, a code or name, and who should talk to whom.

    They are specialised in what value chains, open opportunities and past work of the region's
    organisations call for and it lacks. With --for: where partners for this need are.
    """
    question = PartnersQuestion(region, level, need, limit, pairs, firms_only)
    today = dt.datetime.now(dt.UTC).date()
    with services() as product:
        answer = product.potential_finder.find(
            question, product.projection(), product.network(), today
        )
    if as_json:
        print_json(partners_json(answer))
        return
    if answer.note:
        click.echo(answer.note)
    for place, partner in enumerate(answer.partners, start=1):
        _show(place, partner)
    for place, found in enumerate(answer.found, start=1):
        _show_found(place, found)
    _say_rest(answer)


def _show(place: int, partner: PartnerRegion) -> None:
    region = partner.region
    click.echo(f"{place:>2}  {partner.score:.3f}  {region.code} {region.name or ''}".rstrip())
    click.echo(
        f"        supplies {partner.gain:.1%} of what is lacked, and gets {partner.back:.1%} back"
    )
    for reason in partner.reasons:
        click.echo(
            f"        {reason.share:.1%}  {reason.competency}: {reason.holders_there} there, "
            f"{reason.holders_here} here, location quotient {reason.quotient:.1f}  "
            f"({'; '.join(reason.wholes)})"
        )
    for pair in partner.pairs:
        known = f"  [{', '.join(pair.relations)}]" if pair.relations else ""
        click.echo(
            f"        {pair.here.name} with {pair.there.name}: {pair.competency} "
            f"for {pair.whole} ({pair.kind.value}){known}"
        )


def _show_found(place: int, found: Found) -> None:
    region = found.region
    click.echo(f"{place:>2}  {found.score:.3f}  {region.code} {region.name or ''}".rstrip())
    for organisation, score in found.partners:
        click.echo(f"        {score:.3f}  {organisation.name}  {organisation.id}")


def _say_rest(answer: PartnersAnswer) -> None:
    if answer.unplaced:
        say(
            f"{answer.unplaced:,} organisations are not counted: their region is not known at "
            f"level {answer.question.level}"
        )
