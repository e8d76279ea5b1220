"""kg forget: erase what is kept of a person."""

import sys
from typing import Any

import click

from kg.cli.session import as_json, print_json, say, services
from kg.errors import UsageError
from kg.ingest.forgetting.forget import Erasure

OUT_OF_REACH = (
    "not reached: the files that were loaded, exports, and backups made before; kg restore leaves "
    "the person out of these backups, as docs/forgetting.md says"
)


@click.group()
def forget() -> None:
    """Erase what is kept of a person; no load and no restore brings it back."""


@forget.command()
@click.argument("id_", metavar="ID")
@click.option("--dry-run", is_flag=True, help="Say what would be erased, and erase nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@as_json
def contact(id_: str, *, dry_run: bool, yes: bool, as_json: bool) -> None:
    """Erase the contact ID from the graph, the records of all loads, and the quarantine.

    It cannot be undone. What stays is a tombstone, which tells nobody who it was: rows under this
    id, and under another one with the same e-mail address or phone, are left out of later loads.
    The same command completes what was cut off.
    """
    with services() as product, product.only_load(writes=not dry_run):
        product.check_whole()
        found = product.forget.look(id_)
        if not dry_run:
            if not (yes or found.is_empty):
                _ask(found)
            found = product.forget.forget(id_)
    if as_json:
        print_json({"isErased": not dry_run, **_json(found)})
    else:
        _tell(found, dry_run)
    for other in found.alike:
        say(
            f"{other} has the same address or number; if it is the same person: "
            f"kg forget contact {other}"
        )
    if found.unopened:
        say(
            f"{found.unopened:,} rows in quarantine are sealed under another key, and nobody can "
            "say whose they are; kg quarantine list names them"
        )
    say("this was a dry run: nothing was erased" if dry_run else OUT_OF_REACH)


def _ask(found: Erasure) -> None:
    what = (
        f"this erases the contact {found.contact!r} for good (records {found.records:,}, loads "
        f"{len(found.loads):,}, rows in quarantine {found.quarantined:,})"
    )
    if not sys.stdin.isatty():
        raise UsageError(f"{what}; next step: add --yes to do it")
    click.confirm(f"{what}; go on?", abort=True, err=True)


def _tell(found: Erasure, dry_run: bool) -> None:
    if found.is_empty:
        click.echo(f"{found.contact} is forgotten already; nothing was left")
        return
    verb = "would erase" if dry_run else "erased"
    loads = f" of {', '.join(found.loads)}" if found.loads else ""
    click.echo(f"{verb} {found.contact}")
    click.echo(f"  graph: contacts {found.nodes:,}")
    click.echo(f"  ledger: records {found.records:,}{loads}")
    click.echo(f"  quarantine: rows {found.quarantined:,}")
    click.echo("  copy for queries: made anew with the next query")


def _json(found: Erasure) -> dict[str, Any]:
    return {
        "contact": found.contact,
        "nodes": found.nodes,
        "records": found.records,
        "loads": list(found.loads),
        "quarantined": found.quarantined,
        "unopened": found.unopened,
        "alike": list(found.alike),
        "wasForgotten": found.is_known,
    }
