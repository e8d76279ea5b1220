"""Parses files of RDF, statement by statement, once they are known to be harmless.

Turtle, TriG, N-Triples, N-Quads, RDF/XML and JSON-LD; nothing that a file names is ever fetched.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from kg.errors import InputError
from kg.ingest.rdf.limits import (
    LARGEST_EXPANSION,
    LARGEST_FILE,
    LARGEST_JSON,
    LONGEST_IRI,
    LONGEST_TOKEN,
    MOST_TIMES_LONGER,
)
from kg.ingest.rdf.scan import check_utf8, refuse
from kg.ingest.rdf.scan_json import check_json
from kg.ingest.rdf.scan_turtle import check_turtle, triple_terms
from kg.ingest.rdf.scan_xml import check_xml
from kg.ingest.read_zip import size_of

Term: TypeAlias = NamedNode | BlankNode | Literal
# Where IRIs lead that are no whole ones; no scheme has this name, so that they are noticed.
NOWHERE = "x-no-base-is-known://file/"
LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class Syntax:
    """How a file is checked and parsed."""

    format: RdfFormat
    check: Callable[[Path], None]
    largest: int = LARGEST_FILE


SYNTAXES = {
    ".ttl": Syntax(RdfFormat.TURTLE, check_turtle),
    ".nt": Syntax(RdfFormat.N_TRIPLES, check_turtle),
    ".nq": Syntax(RdfFormat.N_QUADS, check_turtle),
    ".trig": Syntax(RdfFormat.TRIG, check_turtle),
    ".jsonld": Syntax(RdfFormat.JSON_LD, check_json, LARGEST_JSON),
    ".rdf": Syntax(RdfFormat.RDF_XML, check_xml),
    ".xml": Syntax(RdfFormat.RDF_XML, check_xml),
}


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, with the line on which it ends; `graph` is None for the default graph."""

    line: int
    subject: str
    predicate: str
    object: Term
    graph: str | None
    file: str = ""


def read_all(paths: Sequence[Path]) -> Iterator[Statement]:
    """The statements of several files as of one; a blank node belongs to its file."""
    for number, path in enumerate(paths):
        found = read_statements(path)
        # The first file keeps its names, as if it were the only one.
        yield from _renamed(found, f"f{number}") if number else found


def _renamed(statements: Iterable[Statement], mark: str) -> Iterator[Statement]:
    for statement in statements:
        subject, object_ = _own(statement.subject, mark), _own_term(statement.object, mark)
        yield replace(statement, subject=subject, object=object_)


def _own(name: str, mark: str) -> str:
    return f"_:{mark}{name.removeprefix('_:')}" if name.startswith("_:") else name


def _own_term(term: Term, mark: str) -> Term:
    return BlankNode(f"{mark}{term.value}") if isinstance(term, BlankNode) else term


def read_statements(path: Path) -> Iterator[Statement]:
    """The statements of a file in order; raises InputError where it cannot be read as it is."""
    syntax = _syntax(path)
    try:
        check_utf8(path)
        syntax.check(path)
        with path.open("rb") as stream:
            lines = _Lines(stream)
            quads = parse(
                cast("BinaryIO", lines), format=syntax.format, base_iri=NOWHERE, lenient=False
            )
            characters, most = 0, max(LARGEST_EXPANSION, MOST_TIMES_LONGER * size_of(path))
            for quad in quads:
                statement = _statement(path, lines.line, quad)
                characters += len(statement.subject) + len(statement.object.value)
                if characters > most:
                    raise _expanding(path)
                yield statement
    except (SyntaxError, ValueError, MemoryError) as error:
        reason = " ".join(str(error).split())[:LONGEST_REASON]
        raise refuse(path, f"cannot be read ({reason})", "mend it, or export it again") from error
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def _expanding(path: Path) -> InputError:
    what = "expands without measure: its names are many times as long as the file"
    return refuse(path, what, "write shorter prefixes")


def _syntax(path: Path) -> Syntax:
    syntax = SYNTAXES.get(path.suffix.lower())
    if syntax is None:
        known = ", ".join(SYNTAXES)
        raise refuse(path, f"has the ending {path.suffix!r}", f"name it after its syntax: {known}")
    if size_of(path) > syntax.largest:
        what = f"is larger than {syntax.largest:,} bytes"
        raise refuse(path, what, "split it, or write it as N-Quads")
    return syntax


class _Lines:
    """A file as a parser reads it: line by line, so that the line of a statement is known."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._ended = 0
        self._is_within = False

    @property
    def line(self) -> int:
        """The number of the line that was read last."""
        return self._ended + self._is_within

    def read(self, size: int = -1) -> bytes:
        """The rest of a line, or as much of it as is asked for."""
        is_first = not self._stream.tell()
        part = self._stream.readline(size)
        self._ended += part.endswith(b"\n")
        if part:
            self._is_within = not part.endswith(b"\n")
        # A byte order mark is no part of the text (RFC 3629, section 6).
        return part.removeprefix(b"\xef\xbb\xbf") if is_first else part


def _statement(path: Path, line: int, quad: Quad) -> Statement:
    subject, object_, graph = quad.subject, quad.object, quad.graph_name
    if not isinstance(subject, (NamedNode, BlankNode)):
        raise triple_terms(path)
    if not isinstance(object_, (NamedNode, BlankNode, Literal)):
        raise triple_terms(path)
    for term in (subject, quad.predicate, object_, graph):
        if isinstance(term, NamedNode):
            _check_iri(path, term.value)
    if isinstance(object_, Literal):
        _check_text(path, object_.value)
    name = None if isinstance(graph, DefaultGraph) else _name(graph)
    # The parser is ahead of its statements by no more than the line that it reads.
    return Statement(max(line, 1), _name(subject), quad.predicate.value, object_, name, path.name)


def _name(term: NamedNode | BlankNode) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)


def _check_iri(path: Path, iri: str) -> None:
    if len(iri) > LONGEST_IRI:
        what = f"names something by {len(iri):,} characters ({iri[:40]}…)"
        raise refuse(path, what, f"give it an IRI of at most {LONGEST_IRI:,}")
    if iri.startswith(NOWHERE):
        what = f"has an IRI that is relative ({iri.removeprefix(NOWHERE)[:80]!r})"
        raise refuse(path, what, "write whole IRIs, or declare a base of http or https")
    if iri[:5].lower() == "file:":
        what = f"names something by its place on a disk ({iri[:80]})"
        raise refuse(path, what, "declare a base of http or https")


def _check_text(path: Path, text: str) -> None:
    if "\0" in text:
        raise refuse(path, f"has a NUL character in the text {text[:40]!r}", "take it out")
    if len(text) > LONGEST_TOKEN:
        what = f"has a text of {len(text):,} characters"
        raise refuse(path, what, f"shorten it to {LONGEST_TOKEN:,}")
