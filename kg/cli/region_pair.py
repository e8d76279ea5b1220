"""kg regions pair: who carries the links of two regions, and what breaks without them."""

from collections.abc import Iterator
from typing import Any

import click

from kg.cli.region_options import Counted, which_links
from kg.cli.region_words import show_pair
from kg.cli.session import as_json, print_json, say, services
from kg.query.links.present_pair import pair_page_json
from kg.query.links.question import LinkQuestion

MOST_LISTED = 1_000


@click.command()
@click.argument("first", metavar="REGION")
@click.argument("second", metavar="REGION")
@which_links
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_LISTED),
    default=10,
    show_default=True,
    help="How many organisations of each kind.",
)
@as_json
def pair(*, first: str, second: str, counted: Counted, limit: int, as_json: bool) -> None:
    """Show who carries the links of two regions, who bridges them, and what breaks without them.

    Both regions are NUTS codes of one level. An organisation bridges the regions for those of
    its own region that are linked to it and to nobody over there.
    """
    with services() as product:
        page = product.pair_reader.read(first, second, LinkQuestion(**counted))
    found = pair_page_json(page, limit)
    if as_json:
        print_json(found)
        return
    click.echo(show_pair(page.answer, page.pair))
    for line in _lines(found):
        click.echo(line)
    for country in found["coverage"]:
        if not country["enough"]:
            say(
                f"{country['country']}: the region of "
                f"{country['organisations'] - country['placed']:,} of "
                f"{country['organisations']:,} organisations is not known, so some are missing"
            )


def _lines(found: dict[str, Any]) -> Iterator[str]:
    yield f"carried by {found['organisations']:,} organisations, of them {found['firms']:,} firms"
    for each in found["carriers"]:
        yield (
            f"{each['links']:>7,}  {each['region']} {each['name']}  ({each['id']}; "
            f"{each['without']:,} left without it)"
        )
    if found["bridges"]:
        yield "bridges, for those of their region that have no link over there"
    for each in found["bridges"]:
        told = f"{each['id']}; {each['only']:,} through it alone"
        yield f"{each['reaches']:>7,}  {each['name']}  ({told})"
    if found["departures"]:
        yield "left as one after the other leaves, who takes most along first"
    for step in found["departures"]:
        yield f"{step['left']:>7,}  {step['name']}"
