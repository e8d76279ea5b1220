"""kg regions roles: bridges, cores and peripheries, and what a change would do."""

from collections.abc import Iterator
from typing import Any

import click

from kg.cli.region_options import Counted, which_links
from kg.cli.session import as_json, print_json, say, services
from kg.query.links.question import LEVELS, LinkQuestion
from kg.query.roles.find import NODES, Nodes, RoleQuestion
from kg.query.roles.present import roles_json

MOST_ROLES, MOST_LINKS = 100_000, 1_000_000


@click.command()
@click.option(
    "--of",
    "nodes",
    type=click.Choice(NODES),
    default="regions",
    show_default=True,
    help="Whose roles.",
)
@click.option(
    "--level",
    type=click.IntRange(min(LEVELS), max(LEVELS)),
    default=2,
    show_default=True,
    help="NUTS level of the regions; 0 are countries.",
)
@which_links
@click.option(
    "--least",
    type=click.IntRange(1, MOST_LINKS),
    default=1,
    show_default=True,
    help="Two are linked from so many links on.",
)
@click.option(
    "--without",
    metavar="ORGANISATION",
    multiple=True,
    help="What if this organisation left? May be given several times.",
)
@click.option(
    "--link",
    "added",
    nargs=2,
    metavar="A B",
    multiple=True,
    help="What if these two were linked? Codes of regions, or ids of organisations.",
)
@click.option("--exact", "is_exact", is_flag=True, help="Compute what would be estimated.")
@click.option(
    "--limit",
    type=click.IntRange(1, MOST_ROLES),
    default=10,
    show_default=True,
    help="How many roles, and how many changes.",
)
@as_json
def roles(
    *,
    nodes: Nodes,
    level: int,
    counted: Counted,
    least: int,
    without: tuple[str, ...],
    added: tuple[tuple[str, str], ...],
    is_exact: bool,
    limit: int,
    as_json: bool,
) -> None:
    """List the bridges of the network of regions, organisations or firms.

    Betweenness is the share of shortest paths that lead through one; constraint is low where one
    joins others that are not linked otherwise; the core is linked with itself, the periphery with
    the core.
    """
    links = LinkQuestion(level=level, **counted)
    question = RoleQuestion(links, nodes, least, without, added, is_exact)
    with services() as product:
        answer = product.role_finder.find(question)
    found = roles_json(answer, limit)
    if as_json:
        print_json(found)
        return
    for line in _lines(found):
        click.echo(line)
    if found["betweennessFrom"]:
        say(
            f"betweenness is estimated from the paths of {found['betweennessFrom']:,} of "
            f"{found['cohesion']['nodes']:,}; --exact computes it"
        )


def _lines(found: dict[str, Any]) -> Iterator[str]:
    for role in found["roles"]:
        bound = "none" if role["constraint"] is None else f"{role['constraint']:.3f}"
        yield (
            f"{role['betweenness']:.4f}  {_called(role)}  ({role['position']}, "
            f"{role['partners']:,} partners, constraint {bound})"
        )
    yield _cohesion(found["cohesion"])
    if not found["whatIf"]:
        return
    effect = found["whatIf"]
    yield f"what if: {_cohesion(effect['cohesion'])}"
    for change in effect["changes"]:
        before, after = (_number(change[key]) for key in ("before", "after"))
        yield f"{before} -> {after}  {_called(change)}"
    if not effect["changes"]:
        yield "nobody's betweenness changes"
    if effect["cutOff"]:
        yield f"no longer linked: {', '.join(effect['cutOff'])}"


def _number(value: float | None) -> str:
    return "none" if value is None else f"{value:.4f}"


def _called(each: dict[str, Any]) -> str:
    return f"{each['id']} {each['name'] or ''}".rstrip()


def _cohesion(found: dict[str, Any]) -> str:
    told = f"{found['nodes']:,} nodes, {found['linkedPairs']:,} linked pairs"
    if found["density"] is not None:
        told += f", density {found['density']:.3f}"
    if found["transitivity"] is not None:
        told += f", transitivity {found['transitivity']:.3f}"
    return (
        f"{told}; {found['components']:,} parts, the largest of {found['largestComponent']:,}, "
        f"{found['isolated']:,} linked to nobody"
    )
