"""Reads competencies from SKOS in Turtle (W3C SKOS Reference, 2009) as rows of a table."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from rdflib import RDF, SKOS, Graph, Literal, URIRef

from kg.errors import InputError
from kg.ingest.labels import Label, choose_labels, in_order, is_english
from kg.ingest.limits import too_long
from kg.ingest.read_csv import RawRow
from kg.model import Reason, Rejection
from kg.ontology.iris import last_part
from kg.ontology.triples import VC

LARGEST_FILE = 50_000_000
# The mapping properties that are columns, under the names they have in SKOS.
MATCHES = ("exactMatch", "closeMatch", "broadMatch")


def read_skos(path: Path) -> Iterator[RawRow | Rejection]:
    """One row a concept; `line` is where the concept first stands as a subject."""
    text = _text(path)
    graph = Graph()
    try:
        graph.parse(data=text, format="turtle")
    except Exception as error:  # rdflib raises many kinds for a file that is no Turtle
        reason = " ".join(str(error).split())[:200]
        raise InputError(f"{path} is not valid Turtle: {reason}") from error
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    if not concepts:
        raise InputError(f"{path} holds no skos:Concept; next step: check that it is a vocabulary")
    lines = text.splitlines()
    rows = [
        _row(graph, concept, _line(lines, last_part(str(concept))))
        for concept in concepts
        if isinstance(concept, URIRef)
    ]
    for row in sorted(rows, key=lambda row: (row.line, row.values["id"])):
        yield too_long(path.name, row.line, row.values) or row
    for _ in range(len(concepts) - len(rows)):
        rule = "must have an IRI, so that it has an id"
        yield Rejection(path.name, 1, "(concept)", "[]", rule, reason=Reason.MISSING_VALUE)


def _text(path: Path) -> str:
    try:
        # Not its size: a member of an archive has none before it is unpacked.
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise InputError(f"{path} is larger than {LARGEST_FILE:,} bytes; next step: split it")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 ({error.reason}); Turtle always is") from error
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror}") from error


def _row(graph: Graph, concept: URIRef, line: int) -> RawRow:
    alternatives = (label.text for label in _labels(graph, concept, SKOS.altLabel))
    labels = choose_labels(_labels(graph, concept, SKOS.prefLabel), alternatives)
    definitions = _labels(graph, concept, SKOS.definition)
    values = {
        "id": last_part(str(concept)),
        "prefLabel": labels.shown,
        "altLabel": " | ".join(labels.others),
        "definition": " ".join(label.text for label in definitions if is_english(label)),
        "sectorGroup": str(graph.value(concept, VC.sectorGroup) or ""),
        "broader": " | ".join(sorted(_slugs(graph, concept, SKOS.broader))),
        "related": " | ".join(sorted(_slugs(graph, concept, SKOS.related))),
        **{column: _addresses(graph, concept, SKOS[column]) for column in MATCHES},
    }
    return RawRow(line, {column: value for column, value in values.items() if value})


def _labels(graph: Graph, concept: URIRef, predicate: URIRef) -> Sequence[Label]:
    found = (v for v in graph.objects(concept, predicate) if isinstance(v, Literal))
    return in_order(Label(str(v), v.language) for v in found)


def _slugs(graph: Graph, concept: URIRef, predicate: URIRef) -> Iterator[str]:
    return (last_part(str(term)) for term in graph.objects(concept, predicate))


def _addresses(graph: Graph, concept: URIRef, predicate: URIRef) -> str:
    # Whole IRIs: what a concept is matched with stands in another vocabulary.
    found = (str(v) for v in graph.objects(concept, predicate) if isinstance(v, URIRef))
    return " | ".join(sorted(found))


def _line(lines: list[str], slug: str) -> int:
    # A predicate or nothing follows a subject; what ends a list of objects is followed by a sign.
    subject = re.compile(rf"^\s*[<\w][^\s]*[:/#]{re.escape(slug)}>?(\s*$|\s+[^\s.,;])")
    return next((n for n, line in enumerate(lines, start=1) if subject.match(line)), 1)
