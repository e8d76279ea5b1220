"""kg regions: how regions are linked."""

import click

from kg.cli.pictures import Drawing, drawn_as
from kg.cli.region_partners import partners
from kg.cli.region_words import say_rest, show_pair
from kg.cli.session import as_json, print_json, say, services
from kg.query.links.days import read_period
from kg.query.links.found import LinksAnswer
from kg.query.links.present import links_json
from kg.query.links.question import LEVELS, ORDERS, LinkQuestion, Order
from kg.wiring import Services

MOST_PAIRS = 10_000


@click.group()
def regions() -> None:
    """Show how regions are linked."""


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
@click.option(
    "--type",
    "types",
    metavar="TYPE",
    multiple=True,
    help="Only relationships of this type, such as SUPPLIES; may be given several times.",
)
@click.option("--since", metavar="DAY", help="Only what was in force in or after this year or day.")
@click.option("--until", metavar="DAY", help="Only what began in or before this year or day.")
@click.option("--firms-only", is_flag=True, help="Only links between firms.")
@click.option(
    "--without-doubted",
    is_flag=True,
    help="Count nobody in a region that kg quality doubts.",
)
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
    types: tuple[str, ...],
    since: str | None,
    until: str | None,
    firms_only: bool,
    without_doubted: bool,
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
    period = read_period(since, until)
    question = LinkQuestion(
        level=level,
        types=types,
        region=region,
        start=start,
        end=end,
        period=period,
        firms_only=firms_only,
        doubted=not without_doubted,
        within=within,
        order=order,
        limit=limit,
    )
    with services() as product:
        answer = product.region_linker.link(question)
        if drawing is not None:
            _draw(answer, product, drawing)
            return
    if as_json:
        print_json(links_json(answer))
        return
    for pair in answer.pairs:
        click.echo(show_pair(answer, pair))
    for line in say_rest(answer):
        say(line)


def _draw(answer: LinksAnswer, product: Services, drawing: Drawing) -> None:
    from kg.query.pictures.of_regions import place_regions
    from kg.query.pictures.present import write

    network = place_regions(answer, product.projection().organisations)
    drawing.write(write(network, drawing.form, drawing.picture))
    for line in say_rest(answer):
        say(line)


regions.add_command(partners)
