"""kg team compare: two teams for the same need, side by side."""

from pathlib import Path

import click

from kg.cli.session import as_json, print_json, services
from kg.cli.team.beside import show_beside
from kg.cli.team.given_team import given_team
from kg.query.present_swap import compared_json
from kg.query.team.alternatives.difference import difference
from kg.query.team.costs import UNITS
from kg.query.team.reading import for_reading

FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("one", metavar="A.json", type=FILE)
@click.argument("other", metavar="B.json", type=FILE)
@as_json
def compare(one: Path, other: Path, as_json: bool) -> None:
    """Compare two teams for the same need, which kg team --json wrote, as they are today."""
    with services() as product:
        first, second = (given_team(file, product).answer for file in (one, other))
    if as_json:
        print_json(compared_json(first, second))
        return
    change = difference(first, second)
    click.echo(f"the second costs {change.cost / UNITS:+.2f}\n")
    show_beside(for_reading(first), for_reading(second), (one.name, other.name))
