"""kg load: look back at loads, and undo them."""

import sys
from typing import Any

import click

from kg.cli.differences import limit_option, print_differences, print_differences_json
from kg.cli.session import as_json, print_json, say, services
from kg.errors import UsageError
from kg.graph.archive import KeptLoad
from kg.ingest.load_history import LoadDetail
from kg.ingest.quarantine.store import Wanted
from kg.ingest.undo import UNDONE, UndoReport

COUNTS = ("read", "written", "unchanged", "rejected", "retired")
id_argument = click.argument("id_", metavar="ID")


@click.group()
def load() -> None:
    """Look back at loads: what each brought and changed; and undo one."""


@load.command("list")
@click.option("--source", help="Only the loads of this source.")
@as_json
def list_(source: str | None, as_json: bool) -> None:
    """List the loads, newest first."""
    with services() as product:
        loads = product.load_history.loads(source)
    if as_json:
        print_json([_json(load) for load in loads])
        return
    for load in loads:
        click.echo(_line(load))
    if not loads:
        of = f" of {source!r}" if source else ""
        say(f"there is no load{of} yet; next step: kg ingest --help")


@load.command()
@id_argument
@as_json
def show(id_: str, as_json: bool) -> None:
    """Show the load ID: its files and tables, and how many of its records are in force."""
    with services() as product:
        detail = product.load_history.detail(id_)
        waiting = product.quarantine.counts(Wanted(load=id_)).rows
    if as_json:
        print_json({**_detail_json(detail), "inQuarantine": waiting})
        return
    click.echo(_line(detail.load))
    for table, file in dict.fromkeys((part.table, part.file) for part in detail.parts):
        found = [p.records for p in detail.parts if (p.table, p.file) == (table, file)]
        click.echo(f"  {table}  {file}  records {sum(found):,}")
    click.echo(f"  in force {detail.in_force:,} of {detail.records:,}")
    for other, count in detail.superseded.items():
        click.echo(f"  superseded by {other}: {count:,}")
    for other, count in detail.retired.items():
        click.echo(f"  retired by {other}: {count:,}")
    if waiting:
        click.echo(f"  in quarantine {waiting:,}: kg quarantine list --load {id_}")


@load.command()
@id_argument
@limit_option
@as_json
def diff(id_: str, limit: int, as_json: bool) -> None:
    """Show what the load ID added, changed and removed, against what its source said before."""
    with services() as product:
        found = product.load_history.differences(id_)
        if as_json:
            print_differences_json(product.schema, found, limit, {"load": id_})
        else:
            print_differences(product.schema, found, limit)


@load.command()
@id_argument
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
def undo(id_: str, yes: bool, as_json: bool) -> None:
    """Take out what the load ID brought; what it replaced is in force again.

    Its records are kept as history and support nothing. Loads that build upon it must be undone
    first, the newest before the others. An undo that was cut off is completed by the same command.
    """
    with services() as product, product.only_load():
        product.check_whole()
        if product.load_history.load(id_).state == UNDONE:
            say(f"the load {id_!r} is undone already")
        elif not yes:
            _ask(id_, product.undo.check(id_))
        report = product.undo.undo(id_)
        # Also when it was undone before: that may have been cut off here.
        product.quarantine.undo(id_)
        for note in report.notes:
            say(note)
        counts = {"undone": report.undone, "reinstated": report.reinstated}
        if as_json:
            print_json({"load": id_, **counts})
        else:
            click.echo("  ".join(f"{name} {count:,}" for name, count in counts.items()))
        if product.derive() or report.undone:
            product.projection()


def _ask(load: str, report: UndoReport) -> None:
    what = f"this takes {report.undone:,} records of the load {load!r} out"
    if report.reinstated:
        what += f", and {report.reinstated:,} that it superseded or retired come into force again"
    if not sys.stdin.isatty():
        raise UsageError(f"{what}; next step: add --yes to do it")
    click.confirm(f"{what}; go on?", abort=True, err=True)


def _line(load: KeptLoad) -> str:
    ended = _time(load.finished_at) if load.finished_at else "-"
    counts = _counts(load)
    told = "  ".join(f"{name} {count:,}" for name, count in counts.items())
    return f"{load.id}  {load.source}  {load.state}  {_time(load.started_at)}  {ended}  {told}"


def _counts(load: KeptLoad) -> dict[str, int]:
    """The counts, which a load has when it has ended."""
    counts = {name: getattr(load, name) for name in COUNTS}
    return {name: count for name, count in counts.items() if count is not None}


def _time(at: Any) -> str:
    return str(at.isoformat(timespec="seconds"))


def _json(load: KeptLoad) -> dict[str, Any]:
    return {
        "id": load.id,
        "source": load.source,
        "state": load.state,
        "started": _time(load.started_at),
        "finished": _time(load.finished_at) if load.finished_at else None,
        "counts": _counts(load),
    }


def _detail_json(detail: LoadDetail) -> dict[str, Any]:
    return {
        **_json(detail.load),
        "records": detail.records,
        "inForce": detail.in_force,
        "superseded": detail.superseded,
        "retired": detail.retired,
        "parts": [
            {
                "table": part.table,
                "file": part.file,
                "records": part.records,
                "supersededIn": part.superseded_in,
                "isUndone": part.is_undone,
                "retiredIn": part.retired_in,
            }
            for part in detail.parts
        ],
    }
