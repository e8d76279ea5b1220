"""kg ingest: load files into the graph."""

import datetime as dt
from functools import partial
from pathlib import Path

import click

from kg.cli.differences import limit_option, print_differences, print_differences_json
from kg.cli.ingest_map import map_
from kg.cli.session import as_json, print_json, say, services
from kg.errors import RowsRejectedError
from kg.ingest.files import find_export, find_files
from kg.ingest.load import Loader, LoadOutcome, LoadRequest
from kg.ingest.mapping.find import find_mapping
from kg.ingest.quarantine import Quarantine
from kg.ingest.rdf.file import RdfFile
from kg.ingest.readers.open import opener
from kg.ingest.readers.package import find_package
from kg.ingest.rejection import describe
from kg.ingest.sources.cordis import cordis_formats
from kg.ingest.sources.esco import esco_format
from kg.ingest.sources.members import members_format
from kg.ingest.sources.nuts import nuts_format
from kg.ingest.template import write_template
from kg.ontology.iris import DEFAULT_BASE, Iris, check_base
from kg.ontology.rdf import load_schema
from kg.ontology.vocabulary import load_vocabulary

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
    files = find_files(path, (nuts_format(),))
    _load(LoadRequest("nuts", files, encoding), as_json)


@ingest.command()
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@as_json
def esco(paths: tuple[Path, ...], as_json: bool) -> None:
    """Load the skills of ESCO as competencies: zip archives of its English CSV export, or a folder.

    Give all archives of the export at once: the skills are in one, their hierarchy in another.
    """
    export = find_export(paths, esco_format())
    if export.unused:
        say(f"files not used: {', '.join(export.unused)}")
    _load(LoadRequest("esco", export.files), as_json)


@ingest.command()
@path_argument
@encoding_option
@as_json
def cordis(path: Path, encoding: str, as_json: bool) -> None:
    """Load projects and their participants from CORDIS."""
    files = find_files(path, cordis_formats(path))
    _load(LoadRequest("cordis", files, encoding), as_json)


@ingest.command()
@path_argument
@click.option("--source", default="members", show_default=True, help="Name of the source.")
@click.option("--encoding", help="Encoding of texts; without it each file's is found and told.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path),
    help="Mapping file; without it mapping.yaml beside the files, if it is there.",
)
@click.option("--dry-run", is_flag=True, help="Say what the load would do, and write nothing.")
@limit_option
@as_json
def members(
    path: Path,
    *,
    source: str,
    encoding: str | None,
    mapping: Path | None,
    dry_run: bool,
    limit: int,
    as_json: bool,
) -> None:
    """Load a member package: a folder or zip archive with a file for each kind of thing, or a file.

    Files are CSV, TSV, JSON, JSON Lines, Parquet or workbooks (.xlsx, .xls, .ods). kg ingest
    template writes a package to fill in, with every column explained. --limit is for --dry-run.
    """
    format_ = members_format(load_schema())
    applied = find_mapping(path, mapping, format_)
    package = find_package(path, format_, applied.places if applied else ())
    for name in package.unused:
        say(f"{name} is not used; next step: check its name, or kg ingest template shows all files")
    open_file = partial(applied.open, encoding=encoding) if applied else opener(encoding)
    request = LoadRequest(source, package.files, open_file=open_file)
    if dry_run:
        _rehearse(request, limit, as_json)
    else:
        _load(request, as_json)


@ingest.command()
@path_argument
@click.option("--source", required=True, help="Name of the source.")
@click.option(
    "--base",
    default=DEFAULT_BASE,
    show_default=True,
    help="What the IRIs of the graph's own nodes begin with.",
)
@as_json
def rdf(path: Path, source: str, base: str, as_json: bool) -> None:
    """Load a file of RDF: Turtle, N-Triples, N-Quads, TriG, JSON-LD or RDF/XML, by its ending.

    Terms are ours, as kg export rdf writes them, or those of W3C ORG, SKOS, RegOrg and schema.org
    that mean one of ours. What the ontology has no word for is kept out and told.
    """
    schema = load_schema()
    file = RdfFile(path, source, load_vocabulary(schema), Iris(schema, check_base(base)))
    _load(LoadRequest(source, file.files, open_file=file.open), as_json)


@ingest.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def template(folder: Path) -> None:
    """Write a member package to fill in into DIR: every file, one example row, and a README."""
    schema = load_schema()
    for file in write_template(folder, members_format(schema), schema):
        click.echo(file)


ingest.add_command(map_)


def _load(request: LoadRequest, as_json: bool) -> None:
    with services() as product, product.only_load():
        product.check_whole()
        loader = Loader(product.ledger, product.fact_reader, product.sealer)
        outcome = loader.load(request, lambda table, n: say(f"{table}: {n:,} rows"))
        quarantine = Quarantine(product.settings.home / "quarantine")
        kept = quarantine.keep(request.source, outcome.rejections, dt.datetime.now(dt.UTC))
        # What was loaded is told before anything that is derived from it can fail.
        _report(outcome, as_json)
        # Also when nothing was loaded: a run before may have been cut off here.
        product.ranking.complete()
        if product.link_competencies() or outcome.load:
            product.projection()
    if kept:
        rejected = outcome.report.rejected
        rows = "1 row was" if rejected == 1 else f"{rejected:,} rows were"
        raise RowsRejectedError(
            f"{rows} rejected, the others are loaded; they are kept in {kept}; "
            "next step: mend the rows and load the file again"
        )


def _rehearse(request: LoadRequest, limit: int, as_json: bool) -> None:
    """Tells what a load would do; its rejections are shown and not kept."""
    with services() as product, product.only_load():
        product.check_whole()
        rehearsal = product.rehearsal()
        outcome = Loader(rehearsal, product.fact_reader, product.sealer).load(request)
        _talk(outcome)
        found, rows = rehearsal.differences, _counts(outcome)
        if as_json:
            print_differences_json(product.schema, found, limit, {"rows": rows})
        else:
            click.echo("  ".join(f"{name} {count:,}" for name, count in rows.items()))
            print_differences(product.schema, found, limit)
    say("this was a dry run: nothing was written")


def _talk(outcome: LoadOutcome) -> None:
    for note in outcome.notes:
        say(note)
    for rejection in outcome.rejections[:SHOWN_REJECTIONS]:
        say(describe(rejection))


def _counts(outcome: LoadOutcome) -> dict[str, int]:
    report = outcome.report
    return {
        "read": report.read,
        "written": report.written,
        "unchanged": report.unchanged,
        "rejected": report.rejected,
    }


def _report(outcome: LoadOutcome, as_json: bool) -> None:
    _talk(outcome)
    counts = _counts(outcome)
    if as_json:
        print_json(counts)
        return
    click.echo("  ".join(f"{name} {count:,}" for name, count in counts.items()))
    click.echo(f"load {outcome.load}" if outcome.load else "nothing new: no load was needed")
