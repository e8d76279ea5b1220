"""What our terms mean in the vocabularies of others, as the ontology states it."""

from rdflib import Graph

from kg.ontology.rdf import VC, load_schema
from kg.ontology.vocabulary import load_vocabulary, read_vocabulary

SCHEMA = load_schema()
ORG, SKOS, ROV = "http://www.w3.org/ns/org#", "http://www.w3.org/2004/02/skos/core#", "regorg#"


def test_a_class_has_the_classes_of_others_above_it_and_above_its_parents() -> None:
    types = load_vocabulary(SCHEMA).types("Firm")
    assert types[:2] == (f"{VC}Firm", f"{VC}Organisation")
    assert f"{ORG}Organization" in types
    assert any(ROV in iri for iri in types)


def test_what_is_stated_of_a_class_itself_is_known_apart() -> None:
    stated = load_vocabulary(SCHEMA).stated
    assert f"{ORG}Organization" not in stated["Firm"]
    assert f"{ORG}Organization" in stated["Organisation"]


def test_properties_and_relations_have_those_of_others() -> None:
    vocabulary = load_vocabulary(SCHEMA)
    assert vocabulary.properties["prefLabel"] == (f"{SKOS}prefLabel",)
    assert vocabulary.relations["MEMBER_OF"] == (f"{ORG}memberOf",)
    assert vocabulary.relations["STAGE_OF"] == ()


def test_a_term_below_another_of_ours_has_what_stands_above_that() -> None:
    text = f"""
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix vc: <{VC}> .
        vc:supplies rdfs:subPropertyOf vc:cooperatesWith .
        vc:cooperatesWith rdfs:subPropertyOf <http://others.example/with> .
    """
    vocabulary = read_vocabulary(SCHEMA, Graph().parse(data=text, format="turtle"))
    assert vocabulary.relations["SUPPLIES"] == ("http://others.example/with",)
