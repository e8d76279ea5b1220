"""Which area of the domain a class belongs to: the title of the Turtle file that defines it."""

from collections.abc import Iterable
from importlib.resources.abc import Traversable

from rdflib import OWL, RDF, RDFS

from kg.ontology.rdf import read_graph
from kg.ontology.triples import VC


def read_areas(files: Iterable[Traversable]) -> dict[str, str]:
    """The area of each class by the class's name, as the header of its file calls it."""
    areas = {}
    for file in files:
        graph = read_graph([file])
        header = graph.value(predicate=RDF.type, object=OWL.Ontology)
        title = graph.value(header, RDFS.label) if header else None
        for term in graph.subjects(RDF.type, OWL.Class):
            areas[str(term).removeprefix(str(VC))] = str(title or file.name)
    return areas
