"""kg regions: how regions are linked."""

import click

from kg.cli.pictures import Drawing, drawn_as
from kg.cli.session import as_json, print_json, say, services
from kg.query.present_regions import region_links_json
from kg.query.region_links import RegionAnswer
from kg.query.regions import LEVELS, RegionPair, RegionQuestion
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
@click.option(
    "--type",
    "types",
    metavar="TYPE",
    multiple=True,
    help="Only relationships of this type, such as SUPPLIES; may be given several times.",
)
@click.option("--within", is_flag=True, help="Also the links inside one region.")
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
    types: tuple[str, ...],
    within: bool,
    limit: int,
    as_json: bool,
    drawing: Drawing | None,
) -> None:
    """List the pairs of regions with most links between their organisations.

    A link is a pair of organisations with a relationship of one type in either direction, or
    with a project in which both took part. However many relationships or projects of a type
    they share, they are one link of that type.
    """
    question = RegionQuestion(level, region, within, limit)
    with services() as product:
        answer = product.region_linker.link(question, types)
        if drawing is not None:
            _draw(answer, product, drawing)
            return
    if as_json:
        print_json(region_links_json(answer))
        return
    for pair in answer.links.pairs:
        _show(answer, pair)
    _say_rest(answer)


def _draw(answer: RegionAnswer, product: Services, drawing: Drawing) -> None:
    from kg.query.pictures.of_regions import place_regions
    from kg.query.pictures.present import write

    network = place_regions(answer, product.projection().organisations)
    drawing.write(write(network, drawing.form, drawing.picture))
    _say_rest(answer)


def _show(answer: RegionAnswer, pair: RegionPair) -> None:
    places = [f"{code} {answer.names.get(code, '')}".rstrip() for code in (pair.first, pair.second)]
    where = f"within {places[0]}" if pair.is_within else " - ".join(places)
    types = ", ".join(f"{type_} {count:,}" for type_, count in pair.by_type.items())
    click.echo(f"{pair.links:>7,}  {where}  ({types})")


def _say_rest(answer: RegionAnswer) -> None:
    links = answer.links
    if not links.pairs:
        say("no pair of regions is linked so; load organisations with kg ingest")
    say(f"in all {links.between:,} links between regions, {links.within:,} within one")
    if links.unplaced:
        say(
            f"{links.unplaced:,} more are not counted: the region of {links.homeless:,} of their "
            f"organisations is not known at level {answer.question.level}"
        )
