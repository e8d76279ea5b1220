"""Our JSON, read with the compiled context, is RDF in the terms of the ontology."""

import dataclasses
import json
from typing import Any

import pytest
from rdflib import RDF, XSD, Graph, Literal, URIRef

from kg.errors import OntologyError
from kg.ontology.compile_context import compile_context, local_name
from kg.ontology.rdf import VC, load_schema, relationship_type
from kg.ontology.schema import Datatype, Property, Schema

# rdflib's own reader of JSON-LD makes a graph of a kind that rdflib calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

SCHEMA = load_schema()
CONTEXT = compile_context(SCHEMA)["@context"]
FIRM = URIRef("https://example.org/acme")


def triples(**keys: Any) -> Graph:
    document = {"@context": CONTEXT, "@id": str(FIRM), **keys}
    return Graph().parse(data=json.dumps(document), format="json-ld")


def test_every_term_of_the_schema_has_a_key() -> None:
    names = {prop.name for c in SCHEMA.classes.values() for prop in c.properties}
    assert {*SCHEMA.classes, *SCHEMA.relations, *names} <= set(CONTEXT)


def test_every_relationship_type_leads_back_to_its_property() -> None:
    for type_ in SCHEMA.relations:
        assert relationship_type(local_name(type_)) == type_


def test_a_class_is_a_type() -> None:
    assert (FIRM, RDF.type, VC.Firm) in triples(**{"@type": "Firm"})


def test_a_relationship_leads_to_a_node() -> None:
    told = triples(LOCATED_IN="https://example.org/UKE3")
    assert (FIRM, VC.locatedIn, URIRef("https://example.org/UKE3")) in told


@pytest.mark.parametrize(
    ("key", "value", "literal"),
    [
        ("name", "Acme", Literal("Acme")),
        ("employees", 12, Literal(12)),
        ("isSme", True, Literal(True)),  # noqa: FBT003
        ("consentOn", "2026-12-01", Literal("2026-12-01", datatype=XSD.date)),
        ("latitude", "53.4", Literal("53.4", datatype=XSD.decimal)),
    ],
)
def test_a_value_has_the_datatype_of_its_shape(key: str, value: object, literal: Literal) -> None:
    assert (FIRM, VC[key], literal) in triples(**{key: value})


def test_several_values_are_several_statements() -> None:
    assert len(triples(language=["en", "de"])) == len(["en", "de"])


def test_a_property_of_two_datatypes_is_named() -> None:
    held = Property("size", "size", Datatype.INTEGER), Property("size", "size", Datatype.STRING)
    classes = {
        name: dataclasses.replace(SCHEMA.classes["Source"], name=name, properties=(prop,))
        for name, prop in zip(("A", "B"), held, strict=True)
    }
    with pytest.raises(OntologyError, match="vc:size differs from class to class"):
        compile_context(Schema(classes, {}))
