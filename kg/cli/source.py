"""kg source: the suppliers of data, and what is settled for each."""

from typing import Any

import click

from kg.cli.session import as_json, print_json, say, services
from kg.errors import UsageError
from kg.graph.sources import Source
from kg.ingest.source_name import check_source_name
from kg.ingest.thresholds import read_bound

NONE = "none"
HIGHEST_RANK = 1_000_000
name_argument = click.argument("name", metavar="NAME")


@click.group()
def source() -> None:
    """Look at sources, and settle whose value wins and how many rows may be rejected."""


@source.command("list")
@as_json
def list_(as_json: bool) -> None:
    """List the sources with their settings and the number of their loads, by rank and name."""
    with services() as product:
        found = sorted(product.sources.all(), key=_rank_and_name)
    if as_json:
        print_json([_json(each) for each in found])
        return
    for each in found:
        click.echo(_line(each))
    if not found:
        say("there is no source yet; next step: kg ingest --help")


@source.command()
@name_argument
@as_json
def show(name: str, as_json: bool) -> None:
    """Show the settings of the source NAME."""
    with services() as product:
        found = product.sources.source(name)
    _print(found, as_json=as_json)


@source.command("set")
@name_argument
@click.option(
    "--rank",
    metavar="NUMBER",
    help="Whose value wins where sources disagree: 1 over 2, and any over none.",
)
@click.option(
    "--warn-above",
    "warnAbove",
    metavar="SHARE",
    help="End a load with exit code 5 if more rows are rejected: 5%, or 200 for a number of rows.",
)
@click.option(
    "--stop-above",
    "stopAbove",
    metavar="SHARE",
    help="Check files before they are loaded, and write nothing if more rows would be rejected.",
)
@as_json
def set_(name: str, rank: str | None, as_json: bool, **given: str | None) -> None:
    """Settle for the source NAME its rank and how many rows may be rejected; none takes it back.

    The settings lie in the graph, and travel in backups. An option of kg ingest goes before them.
    With a rank, what the source states together with others is computed anew; if that is cut off,
    the same command or the next load completes it.
    """
    bounds = {key: _bound(text) for key, text in given.items() if text is not None}
    number = None if rank is None else _rank(rank)
    if rank is None and not bounds:
        raise UsageError("nothing is to be set; next step: kg source set --help")
    with services() as product, product.only_load():
        product.check_whole()
        check_source_name(product.fact_reader.contract, name)
        if product.sources.find(name) is None:
            say(f"the source {name!r} has no load yet; its settings wait for the first one")
        if bounds:
            product.ledger.set_source(name, bounds)
        if rank is not None and product.ranking.set(name, number):
            product.derive()
            product.projection()
        found = product.sources.source(name)
    _print(found, as_json=as_json)


def _bound(text: str) -> str | None:
    return None if text == NONE else str(read_bound(text))


def _rank(text: str) -> int | None:
    if text == NONE:
        return None
    if not (text.isascii() and text.isdigit() and 0 < int(text) < HIGHEST_RANK):
        raise UsageError(f"--rank {text!r} is no rank; next step: give 1, 2, …, or none")
    return int(text)


def _rank_and_name(found: Source) -> tuple[int, str]:
    rank = found.settings.get("rank")
    return (rank if isinstance(rank, int) else HIGHEST_RANK), found.id


def _print(found: Source, *, as_json: bool) -> None:
    if as_json:
        print_json(_json(found))
    else:
        click.echo(_line(found))


def _json(found: Source) -> dict[str, Any]:
    return {"id": found.id, "loads": found.loads, "settings": dict(sorted(found.settings.items()))}


def _line(found: Source) -> str:
    settled = (f"{name} {value}" for name, value in sorted(found.settings.items()))
    return "  ".join([found.id, f"loads {found.loads:,}", *settled])
