"""kg ingest: load files into the graph."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from kg.cli.differences import limit_option, print_differences, print_differences_json
from kg.cli.ingest_map import map_
from kg.cli.ingest_watch import watch
from kg.cli.job import Job, asked_to_end, job_options
from kg.cli.modes import mode_options
from kg.cli.outcome import counts, end, report, stop, talk
from kg.cli.session import as_json, say, services
from kg.cli.thresholds import threshold_options, thresholds_of
from kg.ingest.files import find_export, find_files
from kg.ingest.load import Loader, LoadRequest
from kg.ingest.mapping.find import find_mapping
from kg.ingest.progress import Batch
from kg.ingest.rdf.file import RdfFile
from kg.ingest.readers.open import opener
from kg.ingest.readers.package import find_package
from kg.ingest.sources.cordis import cordis_formats
from kg.ingest.sources.esco import esco_format
from kg.ingest.sources.members import members_format
from kg.ingest.sources.nuts import nuts_format
from kg.ingest.template import write_template
from kg.ingest.thresholds import Thresholds
from kg.ontology.iris import DEFAULT_BASE, Iris, check_base
from kg.ontology.rdf import load_schema
from kg.ontology.vocabulary import load_vocabulary
from kg.wiring import Services

encoding_option = click.option(
    "--encoding", default="utf-8", show_default=True, help="Encoding of the files."
)
path_argument = click.argument("path", type=click.Path(path_type=Path))


@click.group()
def ingest() -> None:
    """Load files into the graph; the same files again change nothing.

    The report says how many rows were read, written, unchanged and rejected. Rejected rows are
    kept, see kg quarantine, and the command ends with exit code 3, or 5 where they are more than
    the source's warning. Where they would be more than its stop, nothing is written: 6.

    With --mode snapshot the files are all that the source has now: what it had before and does
    not have any more is retired, which the report counts too. What does not look whole is
    refused before anything is written: 7.
    """


@ingest.command()
@path_argument
@encoding_option
@mode_options
@threshold_options
@as_json
@job_options("nuts")
def nuts(
    path: Path,
    *,
    encoding: str,
    at_most: int | None,
    thresholds: Thresholds,
    as_json: bool,
    job: Job,
) -> None:
    """Load European regions: the NUTS labels, and the changes of codes where they are there."""
    files = find_files(path, (nuts_format(),))
    request = LoadRequest("nuts", files, encoding, thresholds=thresholds, retire_at_most=at_most)
    _load(request, as_json, job)


@ingest.command()
@click.argument(
    "paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@mode_options
@threshold_options
@as_json
@job_options("esco")
def esco(
    paths: tuple[Path, ...],
    *,
    at_most: int | None,
    thresholds: Thresholds,
    as_json: bool,
    job: Job,
) -> None:
    """Load the skills of ESCO as competencies: zip archives of its English CSV export, or a folder.

    Give all archives of the export at once: the skills are in one, their hierarchy in another.
    """
    export = find_export(paths, esco_format())
    if export.unused:
        job.say(f"files not used: {', '.join(export.unused)}")
    request = LoadRequest("esco", export.files, thresholds=thresholds, retire_at_most=at_most)
    _load(request, as_json, job)


@ingest.command()
@path_argument
@encoding_option
@mode_options
@threshold_options
@as_json
@job_options("cordis")
def cordis(
    path: Path,
    *,
    encoding: str,
    at_most: int | None,
    thresholds: Thresholds,
    as_json: bool,
    job: Job,
) -> None:
    """Load projects and their participants from CORDIS."""
    files = find_files(path, cordis_formats(path))
    request = LoadRequest("cordis", files, encoding, thresholds=thresholds, retire_at_most=at_most)
    _load(request, as_json, job)


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
@mode_options
@threshold_options
@limit_option
@as_json
@job_options()
def members(
    path: Path,
    *,
    source: str,
    encoding: str | None,
    mapping: Path | None,
    dry_run: bool,
    at_most: int | None,
    thresholds: Thresholds,
    limit: int,
    as_json: bool,
    job: Job,
) -> None:
    """Load a member package: a folder or zip archive with a file for each kind of thing, or a file.

    Files are CSV, TSV, JSON, JSON Lines, Parquet or workbooks (.xlsx, .xls, .ods). kg ingest
    template writes a package to fill in, with every column explained. --limit is for --dry-run.
    """
    format_ = members_format(load_schema())
    applied = find_mapping(path, mapping, format_)
    package = find_package(path, format_, applied.places if applied else ())
    for name in package.unused:
        step = "check its name, or kg ingest template shows all files"
        job.say(f"{name} is not used; next step: {step}")
    open_file = partial(applied.open, encoding=encoding) if applied else opener(encoding)
    request = LoadRequest(
        source,
        package.files,
        open_file=open_file,
        thresholds=thresholds,
        retire_at_most=at_most,
    )
    if dry_run:
        _rehearse(request, limit, as_json)
    else:
        _load(request, as_json, job)


@ingest.command()
@path_argument
@click.option("--source", required=True, help="Name of the source.")
@click.option(
    "--base",
    default=DEFAULT_BASE,
    show_default=True,
    help="What the IRIs of the graph's own nodes begin with.",
)
@mode_options
@threshold_options
@as_json
@job_options()
def rdf(
    path: Path,
    *,
    source: str,
    base: str,
    at_most: int | None,
    thresholds: Thresholds,
    as_json: bool,
    job: Job,
) -> None:
    """Load RDF: a file, or a folder or zip archive of files, whose endings name their syntax.

    Turtle (.ttl), N-Triples (.nt), N-Quads (.nq), TriG (.trig), JSON-LD (.jsonld) or RDF/XML.

    Terms are ours, as kg export rdf writes them, or those of W3C ORG, SKOS, RegOrg and schema.org
    that mean one of ours. What the ontology has no word for is kept out and told.
    """
    schema = load_schema()
    file = RdfFile(path, source, load_vocabulary(schema), Iris(schema, check_base(base)))
    for name in file.unused:
        job.say(f"{name} is not used; next step: give it the ending of its syntax")
    request = LoadRequest(
        source, file.files, open_file=file.open, thresholds=thresholds, retire_at_most=at_most
    )
    _load(request, as_json, job)


@ingest.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def template(folder: Path) -> None:
    """Write a member package to fill in into DIR: every file, one example row, and a README."""
    schema = load_schema()
    for file in write_template(folder, members_format(schema), schema):
        click.echo(file)


ingest.add_command(map_)
ingest.add_command(watch)


def _load(request: LoadRequest, as_json: bool, job: Job) -> None:
    with services(job.say) as product, product.only_load(), asked_to_end() as check_asked:
        product.check_whole()
        request = replace(_with_thresholds(product, request), resume=job.resume)

        def tell(batch: Batch) -> None:
            job.tell(batch)
            check_asked()

        job.outcome = outcome = product.loader.load(request, tell)
        if outcome.is_stopped:
            stop(outcome, request.source, request.thresholds, job.say)
        # What was loaded is told before anything that is derived from it can fail.
        report(outcome, as_json, job.say)
        check_asked()
        # Also when nothing was loaded: a run before may have been cut off here.
        product.ranking.complete()
        if product.derive() or outcome.load:
            product.projection()
    end(outcome, request.source, request.thresholds)


def _with_thresholds(product: Services, request: LoadRequest) -> LoadRequest:
    """The request with the thresholds of its source, where the options say nothing."""
    found = product.sources.find(request.source)
    settings = found.settings if found else {}
    return replace(request, thresholds=request.thresholds.over(thresholds_of(settings)))


def _rehearse(request: LoadRequest, limit: int, as_json: bool) -> None:
    """Tells what a load would do; its rejections are shown and not kept."""
    with services() as product, product.only_load(writes=False):
        product.check_whole()
        thresholds = _with_thresholds(product, request).thresholds
        rehearsal = product.rehearsal()
        loader = Loader(
            rehearsal,
            product.fact_reader,
            product.sealer,
            product.quarantine,
            product.forgotten(),
        )
        outcome = loader.rehearse(request)
        talk(outcome)
        found, rows = rehearsal.differences, counts(outcome)
        if as_json:
            print_differences_json(product.schema, found, limit, {"rows": rows})
        else:
            click.echo("  ".join(f"{name} {count:,}" for name, count in rows.items()))
            print_differences(product.schema, found, limit)
    if thresholds.is_stopping(outcome.rejected, outcome.report.read):
        say(f"a load would be stopped: more rows are rejected than {thresholds.stop}")
    say("this was a dry run: nothing was written")
