"""kg regions: how regions are linked."""

import click

from kg.cli.pictures import Drawing, drawn_as
from kg.cli.region_forecast import forecast
from kg.cli.region_options import Counted, which_links
from kg.cli.region_pair import pair
from kg.cli.region_partners import partners
from kg.cli.region_roles import roles
from kg.cli.region_words import say_rest, show_pair
from kg.cli.session import as_json, print_json, say, services
from kg.query.links.found import LinksAnswer
from kg.query.links.present import links_json
from kg.query.links.question import LEVELS, ORDERS, LinkQuestion, Order
from kg.wiring import Services

MOST_PAIRS = 10_000


@click.group()
def regions() -> None:
    """Show how regions are linked."""


regions.add_command(pair)
regions.add_command(roles)


@regions.command()
@click.option(
    "--level",
    type=click.IntRange(min(LEVELS), max(LEVELS)),
    default=2,
    show_default=True,
    help="NUTS level of the regions; 0 are countries.",
)
@click.option("--region", metavar="CODE", help="Only pairs with this region or one inside it.")
@click.option("--from", "start", metavar="CODE", help="Only pairs that lead from this region.")
@click.option("--to", "end", metavar="CODE", help="Only pairs that lead to this region.")
@which_links
@click.option("--within", is_flag=True, help="Also the links inside one region.")
@click.option(
    "--by",
    "order",
    type=click.Choice(ORDERS),
    default="strength",
    show_default=True,
    help="What comes first: more links than size explains, or most links.",
)
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_PAIRS),
    default=20,
    show_default=True,
    help="How many pairs.",
)
@as_json
@drawn_as("map", "matrix", "network")
def links(
    *,
    level: int,
    region: str | None,
    start: str | None,
    end: str | None,
    counted: Counted,
    within: bool,
    order: Order,
    limit: int,
    as_json: bool,
    drawing: Drawing | None,
) -> None:
    """List the pairs of regions that are linked more than their size explains.

    A link is a relationship between two organisations, or a project, enterprise, cluster or
    activity in which organisations of both regions take part. What size alone explains is
    computed from the links that each region has with all others.
    """
    question = LinkQuestion(
        level=level,
        region=region,
        start=start,
        end=end,
        within=within,
        order=order,
        limit=limit,
        **counted,
    )
    with services() as product:
        answer = product.region_linker.link(question)
        if drawing is not None:
            _draw(answer, product, drawing)
            return
    if as_json:
        print_json(links_json(answer))
        return
    for found in answer.pairs:
        click.echo(show_pair(answer, found))
    for line in say_rest(answer):
        say(line)


def _draw(answer: LinksAnswer, product: Services, drawing: Drawing) -> None:
    from kg.query.pictures.of_regions import place_regions
    from kg.query.pictures.present import write

    network = place_regions(answer, product.projection().organisations)
    drawing.write(write(network, drawing.form, drawing.picture))
    for line in say_rest(answer):
        say(line)


regions.add_command(forecast)
regions.add_command(partners)
