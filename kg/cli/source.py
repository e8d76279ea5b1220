"""kg source: the suppliers of data, and how much each counts."""

import click

from kg.cli.session import as_json, print_json, say, services
from kg.errors import UsageError

NONE = "none"
HIGHEST = 1_000_000


@click.group()
def source() -> None:
    """Look at sources, and settle whose value wins where they disagree."""


@source.command("list")
@as_json
def list_(as_json: bool) -> None:
    """List the sources with the rank of each; the first wins."""
    with services() as product:
        ranks = product.ranking.settings.ranks()
    ordered = sorted(ranks.items(), key=lambda item: (item[1] or HIGHEST, item[0]))
    if as_json:
        print_json([{"id": name, "rank": rank} for name, rank in ordered])
        return
    for name, rank in ordered:
        click.echo(f"{name}  rank {rank or NONE}")
    if not ordered:
        say("there is no source yet; next step: kg ingest --help")


@source.command("set")
@click.argument("name", metavar="NAME")
@click.option(
    "--rank",
    metavar="NUMBER",
    required=True,
    help="1 wins over 2, and any over none; none takes the rank away.",
)
@as_json
def set_(name: str, rank: str, as_json: bool) -> None:
    """Rank the source NAME; what it states together with others is computed anew.

    If that is cut off, the same command or the next load completes it.
    """
    number = _rank(rank)
    with services() as product, product.only_load():
        product.check_whole()
        count = product.ranking.set(name, number)
        if count:
            product.link_competencies()
            product.projection()
    if as_json:
        print_json({"id": name, "rank": number, "computed": count})
    else:
        click.echo(f"{name}  rank {number or NONE}  computed anew {count:,}")


def _rank(text: str) -> int | None:
    if text == NONE:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) < HIGHEST):
        raise UsageError(f"--rank {text!r} is no rank; next step: give 1, 2, …, or none")
    return int(text)
