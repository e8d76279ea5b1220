"""kg team swap: replace one member of a team in a file."""

from pathlib import Path

import click

from kg.cli.session import as_json, print_json, services
from kg.cli.team.beside import show_beside
from kg.cli.team.given_team import given_team, team_argument
from kg.query.present_swap import swap_json
from kg.query.team.alternatives.difference import difference
from kg.query.team.alternatives.swap import Swap
from kg.query.team.alternatives.swap import swap as swapped
from kg.query.team.costs import UNITS
from kg.query.team.reading import for_reading


@click.command()
@team_argument
@click.option("--out", required=True, metavar="ORG", help="The member that leaves: an id.")
@click.option(
    "--in", "into", metavar="ORG", help="Who comes instead.  [default: who costs the team least]"
)
@as_json
def swap(file: Path, out: str, into: str | None, as_json: bool) -> None:
    """Replace a member of the team in TEAM.json, which kg team --json wrote; - is standard input.

    All others stay. Without --in the best replacement comes, and the next best are named. Cost,
    gaps, local share and robustness are told before and after.
    """
    with services() as product:
        found = given_team(file, product)
        projection = product.projection()
        answer = swapped(
            found.answer,
            out,
            into,
            lambda request: product.team_former.form(request, projection, found.day),
        )
    if as_json:
        print_json(swap_json(answer))
    else:
        _show(answer)


def _show(found: Swap) -> None:
    before, after = for_reading(found.before), for_reading(found.after)
    change = difference(before, after)
    left = ", ".join(one.name for one in change.left)
    came = ", ".join(one.name for one in change.came) or "nobody"
    opened = f", with {', '.join(change.opened)} open" if change.opened else ""
    click.echo(f"{left} leaves, {came} comes; cost {change.cost / UNITS:+.2f}{opened}\n")
    show_beside(before, after, ("before", "after"))
    for gap in after.gaps:
        if gap.requirement in change.opened:
            click.echo(f"\nopen  {gap.requirement}: {gap.reason}\n      change: {gap.change}")
    if found.further:
        click.echo("\nnext best")
    for other in found.further:
        bound = "" if other.is_proven else "; not proven"
        click.echo(f"      {other.cost / UNITS:+.2f}  {other.name}  {other.id}{bound}")
