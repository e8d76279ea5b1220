"""kg ingest: load files into the graph."""

from pathlib import Path

import click

from kg.cli.session import as_json, print_json, say, services
from kg.errors import RowsRejectedError
from kg.ingest.facts import FactReader
from kg.ingest.files import find_files
from kg.ingest.load import Loader, LoadOutcome, LoadRequest
from kg.ingest.quarantine import Quarantine
from kg.ingest.rejection import describe
from kg.ingest.sources import all_tables
from kg.ingest.sources.cordis import cordis_format, exported_cordis_format
from kg.ingest.sources.members import members_format
from kg.ingest.sources.nuts import nuts_format
from kg.wiring import Services

SHOWN_REJECTIONS = 20

encoding_option = click.option(
    "--encoding", default="utf-8", show_default=True, help="Encoding of the files."
)
path_argument = click.argument("path", type=click.Path(path_type=Path))


@click.group()
def ingest() -> None:
    """Load files into the graph; the same files again change nothing.

    The report says how many rows were read, written, unchanged and rejected. Rejected rows are
    kept under KG_HOME/quarantine, and the command ends with exit code 3.
    """


@ingest.command()
@path_argument
@encoding_option
@as_json
def nuts(path: Path, encoding: str, as_json: bool) -> None:
    """Load European regions: the NUTS labels, and the changes of codes where they are there."""
    files = find_files(path, (nuts_format(),), frozenset({"nuts.change"}))
    _load(LoadRequest("nuts", files, encoding), as_json)


@ingest.command()
@path_argument
@encoding_option
@as_json
def cordis(path: Path, encoding: str, as_json: bool) -> None:
    """Load projects and their participants from CORDIS."""
    files = find_files(path, (cordis_format(), exported_cordis_format()))
    _load(LoadRequest("cordis", files, encoding), as_json)


@ingest.command()
@path_argument
@click.option("--source", default="members", show_default=True, help="Name of the source.")
@encoding_option
@as_json
def members(path: Path, source: str, encoding: str, as_json: bool) -> None:
    """Load a member package: organisations, competencies, capabilities, evidence."""
    optional = frozenset({"members.competency", "members.capability", "members.evidence"})
    files = find_files(path, (members_format(),), optional)
    _load(LoadRequest(source, files, encoding), as_json)


def _load(request: LoadRequest, as_json: bool) -> None:
    with services() as product, product.only_load():
        outcome = _loader(product).load(request, lambda table, n: say(f"{table}: {n:,} rows"))
        quarantine = Quarantine(product.settings.home / "quarantine")
        quarantine.replace(request.source, outcome.rejections)
        if outcome.load:
            product.projection()
    _report(outcome, as_json)
    if outcome.rejections:
        raise RowsRejectedError(
            f"{outcome.report.rejected:,} rows were rejected, the others are loaded; all are in "
            f"{quarantine.file(request.source)}; next step: mend the rows and load the file again"
        )


def _loader(product: Services) -> Loader:
    from kg.graph.ledger import Ledger
    from kg.ontology.contract import Contract
    from kg.ontology.rdf import load_schema

    schema = load_schema()
    reader = FactReader(Contract(schema), all_tables())
    return Loader(Ledger(product.connection, schema), reader)


def _report(outcome: LoadOutcome, as_json: bool) -> None:
    for note in outcome.notes:
        say(note)
    for rejection in outcome.rejections[:SHOWN_REJECTIONS]:
        say(describe(rejection))
    report = outcome.report
    counts = {
        "read": report.read,
        "written": report.written,
        "unchanged": report.unchanged,
        "rejected": report.rejected,
    }
    if as_json:
        print_json(counts)
        return
    click.echo("  ".join(f"{name} {count:,}" for name, count in counts.items()))
    click.echo(f"load {outcome.load}" if outcome.load else "nothing new: no load was needed")
