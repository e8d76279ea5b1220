"""Shapes that are given away say what ours say elsewhere."""

from rdflib import RDF, SH, Graph, Literal
from rdflib.collection import Collection

from kg.ontology.compile_rdf import merge
from kg.ontology.compile_shapes import complete_shapes
from kg.ontology.files import turtle_files
from kg.ontology.rdf import load_schema, read_graph
from kg.ontology.triples import VC

MERGED = merge(read_graph(turtle_files()), "7")
COMPLETED = complete_shapes(MERGED, load_schema())


def property_shapes(graph: Graph, path: str) -> list[object]:
    return list(graph.subjects(SH.path, VC[path]))


def test_nothing_of_the_ontology_is_taken_away() -> None:
    assert set(MERGED) <= set(COMPLETED)


def test_a_shape_lists_the_values_of_its_code_list_in_their_order() -> None:
    [shape] = COMPLETED.subjects(VC.valuesFrom, VC.sizeClasses)
    [head] = COMPLETED.objects(shape, SH["in"])
    values = [str(value) for value in Collection(COMPLETED, head)]
    assert values == ["micro", "small", "medium", "large"]


def test_every_relation_has_the_class_of_its_end() -> None:
    for relation in load_schema().relations.values():
        local = relation.type.lower().split("_")
        path = local[0] + "".join(part.title() for part in local[1:])
        [shape] = property_shapes(COMPLETED, path)
        assert COMPLETED.value(shape, SH["class"]) == VC[relation.range]  # type: ignore[arg-type]
        most = COMPLETED.value(shape, SH.maxCount)  # type: ignore[arg-type]
        assert (most == Literal(1)) >= relation.is_functional


def test_the_class_of_a_relation_without_a_shape_of_its_own_gets_one() -> None:
    assert (VC.OrganisationShape, RDF.type, SH.NodeShape) in COMPLETED
    targets = set(COMPLETED.objects(None, SH.targetClass))
    assert {VC[r.domain] for r in load_schema().relations.values()} <= targets


def test_completing_again_adds_nothing() -> None:
    assert set(complete_shapes(COMPLETED, load_schema())) == set(COMPLETED)
