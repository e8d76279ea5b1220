"""The merged documents say what the files say, and say it in one order."""

from pathlib import Path

import pytest
from rdflib import OWL, RDF, Graph, URIRef

from kg.errors import OntologyError
from kg.ontology.compile_rdf import (
    ONTOLOGY,
    compile_json_ld,
    compile_rdf_xml,
    compile_turtle,
    merge,
)
from kg.ontology.files import turtle_files
from kg.ontology.rdf import load_schema, read_graph, read_schema

# rdflib's own reader of JSON-LD makes a graph of a kind that rdflib calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

READ = read_graph(turtle_files())
MERGED = merge(READ, "7")
# What stands in the headers of the files, of which the document has one.
HEADERS = sum(len(list(READ.predicate_objects(h))) for h in READ.subjects(RDF.type, OWL.Ontology))
OWN_HEADER = 3
WRITERS = {"turtle": compile_turtle, "xml": compile_rdf_xml, "json-ld": compile_json_ld}


def test_nothing_but_the_headers_of_the_files_is_lost() -> None:
    assert len(MERGED) == len(READ) - HEADERS + OWN_HEADER


def test_the_document_is_one_ontology_with_its_version() -> None:
    assert list(MERGED.subjects(RDF.type, OWL.Ontology)) == [ONTOLOGY]
    assert str(MERGED.value(ONTOLOGY, OWL.versionInfo)) == "7"


def test_the_merged_turtle_is_read_as_the_same_schema(tmp_path: Path) -> None:
    file = tmp_path / "all.ttl"
    file.write_text(compile_turtle(MERGED), "utf-8")
    assert read_schema([file]) == load_schema()


@pytest.mark.parametrize("format_", WRITERS)
def test_each_syntax_holds_the_same_triples(format_: str) -> None:
    again = Graph().parse(data=WRITERS[format_](MERGED), format=format_)
    assert len(again) == len(MERGED)
    assert named(again) == named(MERGED)


def named(graph: Graph) -> set[object]:
    """The triples without blank nodes."""
    return {t for t in graph if all(isinstance(term, URIRef) for term in t)}


@pytest.mark.parametrize("format_", WRITERS)
def test_the_order_of_the_files_does_not_matter(format_: str) -> None:
    backwards = merge(read_graph(reversed(turtle_files())), "7")
    assert WRITERS[format_](backwards) == WRITERS[format_](MERGED)


def test_the_json_ld_names_no_context_elsewhere() -> None:
    again = compile_json_ld(MERGED)
    assert '"@context": {' in again
    assert '"@context": "' not in again
    assert '"@import"' not in again


def test_a_property_that_a_shape_states_twice_is_named(tmp_path: Path) -> None:
    file = tmp_path / "double.ttl"
    file.write_text(
        "@prefix vc: <https://virtual-cluster.example/ontology#> .\n"
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        "vc:AShape sh:property [ sh:path vc:a ; sh:minCount 1 ] , [ sh:path vc:a ] .\n",
        "utf-8",
    )
    with pytest.raises(OntologyError, match="AShape-property-99-a is stated twice"):
        merge(read_graph([file]), "1")
