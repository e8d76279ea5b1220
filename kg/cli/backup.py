"""kg backup and kg restore: keep a graph in a file, and fill an empty graph from it."""

from pathlib import Path

import click

from kg.cli.output import check_replaced, yes_option
from kg.cli.session import as_json, print_json, say, services
from kg.graph.tombstones import united
from kg.ingest.backup import Backup
from kg.ingest.forgetting.tombstone_file import read_any
from kg.ingest.restore import Barred, Restore
from kg.ingest.sources import all_tables

file_argument = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.command()
@file_argument
@yes_option
@as_json
def backup(file: Path, yes: bool, as_json: bool) -> None:
    """Write all loads and source records of the graph into FILE.

    Everything else in a graph is computed from them, so kg restore makes the same graph again,
    on any engine.
    """
    check_replaced(file, yes)
    with services() as product, product.only_load(writes=False):
        report = Backup(product.archive, list(all_tables(product.schema))).write(file, _say_records)
    if as_json:
        print_json(
            {
                "file": str(file),
                "bytes": file.stat().st_size,
                "loads": report.seal.loads,
                "records": report.seal.records,
                "revision": report.revision,
                "sha256": report.seal.sha256,
            }
        )
        return
    click.echo(
        f"{file}: loads {report.seal.loads:,}  records {report.seal.records:,}  "
        f"revision {report.revision}"
    )


@click.command()
@file_argument
@click.option(
    "--forgotten",
    "list_",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A newer backup, or forgotten.json of a KG_HOME: the people in it do not come back.",
)
@as_json
def restore(file: Path, list_: Path | None, as_json: bool) -> None:
    """Fill an empty graph from FILE, which kg backup has written.

    A damaged file is refused before anything is written. A restore that was cut off is
    completed by the same command. People whom this KG_HOME has forgotten since do not come back.
    """
    with services() as product, product.only_load():
        tables, known = all_tables(product.schema), product.tombstone_file
        barred = united((*known.all(), *(read_any(list_) if list_ else ())))
        parts = product.archive, product.ledger, product.fact_reader, tables
        restoring = Restore(*parts, Barred(barred, product.sealer))
        report = restoring.read(file, _say_records)
        known.put((*barred, *report.tombstones))
        if report.records:
            product.derive()
            product.projection()
        revision = product.catalogue.revision()
    for note in report.notes:
        say(note)
    if as_json:
        print_json({"loads": report.loads, "records": report.records, "revision": revision})
        return
    click.echo(f"loads {report.loads:,}  records {report.records:,}  revision {revision}")


def _say_records(count: int) -> None:
    say(f"{count:,} records")
