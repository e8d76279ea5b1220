"""kg complements: who completes a firm."""

import datetime as dt

import click

from kg.cli.session import as_json, print_json, say, services
from kg.model import Part
from kg.query.complements.answer import Complement, ComplementAnswer, ComplementRequest, Gains
from kg.query.features import shortened
from kg.query.present_complements import complements_json

MOST_PARTNERS = 1_000


@click.command()
@click.argument("firm", metavar="FIRM")
@click.option("--region", help="Only partners seated there: a NUTS or ITL code, or a name.")
@click.option(
    "--for",
    "opportunity",
    metavar="OPPORTUNITY",
    help="Only what this opportunity demands; its id.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_PARTNERS),
    default=10,
    show_default=True,
    help="How many partners.",
)
@as_json
def complements(
    firm: str, region: str | None, opportunity: str | None, limit: int, as_json: bool
) -> None:
    """Find partners that complete the organisation with the id FIRM, with the reasons for each.

    They offer what its value chains, open opportunities and past work demand and it does not
    hold. Competitors and existing partners are marked and not left out.
    """
    today = dt.datetime.now(dt.UTC).date()
    request = ComplementRequest(firm, region, opportunity, limit)
    with services() as product:
        answer = product.complement_finder.find(request, product.projection(), today)
    if as_json:
        print_json(complements_json(answer))
    else:
        _show(answer)


def _show(answer: ComplementAnswer) -> None:
    if answer.note:
        click.echo(answer.note)
    for lack in answer.lacks:
        of = f"{lack.kind.value}: {lack.whole_name}" if lack.whole != lack.id else lack.kind.value
        why = f", {lack.why}" if lack.why else ""
        offered = f"{lack.partners} could" if lack.partners else "nobody could"
        click.echo(f"lacks  {lack.text}  ({of}{why}; {offered})")
    for place, complement in enumerate(answer.complements, start=1):
        click.echo()
        _show_complement(place, complement)
    if answer.complements:
        say("competitors and partners are marked, not left out; --json has all evidence")


def _show_complement(place: int, complement: Complement) -> None:
    organisation, score = complement.organisation, complement.score
    where = organisation.region or organisation.country or "place unknown"
    click.echo(f"{place:>2}  {score:.3f}  {organisation.name} ({where})  {organisation.id}")
    for mark in complement.marks:
        click.echo(f"        {mark.kind}: {mark.reason}")
    shown: set[str] = set()
    for part in complement.parts:
        _show_part(part, shown)
    _show_gains("the firm gains", complement.firm_gains)
    _show_gains("they gain", complement.partner_gains)


def _show_part(part: Part, shown: set[str]) -> None:
    """A part with what it rests on; what was `shown` of the partner before is not repeated."""
    if not part.value:
        return
    click.echo(f"        {part.contribution:.3f}  {part.name}: {part.reason}")
    for cited in part.evidence:
        if cited.id not in shown:
            click.echo(f"               {shortened(cited.title)} [{cited.file} line {cited.row}]")
    shown |= {cited.id for cited in part.evidence}


def _show_gains(words: str, gains: Gains) -> None:
    told = [*gains.competencies, *gains.markets]
    if told:
        click.echo(f"        {words}: {', '.join(told)}")
