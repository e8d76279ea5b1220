"""kg export: the graph for other programs."""

import codecs
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import click

from kg.cli.output import check_replaced, output_option, yes_option
from kg.cli.session import say, services
from kg.errors import InputError
from kg.ingest.backup_file import put_in_place
from kg.ontology.iris import DEFAULT_BASE, Iris, check_base
from kg.query.export.document import FORMATS, ExportRequest


@click.group()
def export() -> None:
    """Write the graph for other programs."""


@export.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="turtle",
    show_default=True,
    help="How RDF is written.",
)
@click.option(
    "--base", default=DEFAULT_BASE, show_default=True, help="What the IRIs of nodes begin with."
)
@output_option
@yes_option
@click.option("--sealed", is_flag=True, help="Write sealed values too, as they are sealed.")
def rdf(format_: str, base: str, output: Path | None, yes: bool, sealed: bool) -> None:
    """Write the graph as RDF: nodes, relationships, and where each comes from.

    turtle is one graph. nquads and jsonld hold in addition a named graph for each source record,
    with what that record states. Terms are ours and, where they have a word for it, those of
    W3C ORG, SKOS, PROV-O, RegOrg and schema.org. kg ingest rdf reads all three.
    """
    check_base(base)
    check_replaced(output, yes)
    with services() as product, product.only_load(writes=False):
        product.check_whole()
        request = ExportRequest(format_, Iris(product.schema, base), sealed)
        try:
            with _opened(output) as stream:
                tally = product.export.write(request, stream, lambda n: say(f"{n:,} nodes"))
        except BrokenPipeError:
            # Who reads has enough, such as head; what Python still holds goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return
    name = output or "standard output"
    say(f"{name}: {tally.nodes:,} nodes, {tally.statements:,} statements")


@contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO]:
    """The file, which takes its name when it is whole, or stdout."""
    if output is None:
        yield cast("BinaryIO", _StandardOutput())
        return
    folder = output.absolute().parent
    if not folder.is_dir():
        raise InputError(f"there is no folder {folder}; next step: make it, or name another")
    with put_in_place(output) as stream:
        yield stream


class _StandardOutput:
    """Takes bytes of UTF-8 for stdout, which is a stream of text."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")()

    def write(self, data: bytes) -> int:
        """Writes what is whole; the rest of a character waits for its other bytes."""
        sys.stdout.write(self._decoder.decode(data))
        return len(data)

    def flush(self) -> None:
        """Sends what was written on its way."""
        sys.stdout.flush()
