"""The documents that the ontology is compiled to, by the name of their format."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rdflib import Graph

from kg.ontology.areas import read_areas
from kg.ontology.compile_context import compile_context
from kg.ontology.compile_cypher import compile_cypher
from kg.ontology.compile_diagram import compile_diagram
from kg.ontology.compile_json_schema import compile_json_schema
from kg.ontology.compile_rdf import compile_json_ld, compile_rdf_xml, compile_turtle, merge
from kg.ontology.compile_shapes import complete_shapes
from kg.ontology.files import ontology_digest, ontology_version, turtle_files
from kg.ontology.rdf import load_schema, read_graph
from kg.ontology.schema import Schema


@dataclass(frozen=True, slots=True)
class Source:
    """What documents are compiled from: the triples, and what was read from them."""

    merged: Graph
    schema: Schema
    areas: Mapping[str, str]

    @property
    def completed(self) -> Graph:
        """The triples with what shapes only imply, for processors of SHACL alone."""
        return complete_shapes(self.merged, self.schema)


FORMATS: Mapping[str, Callable[[Source], str]] = {
    "ttl": lambda source: compile_turtle(source.completed),
    "jsonld": lambda source: compile_json_ld(source.completed),
    "owl-xml": lambda source: compile_rdf_xml(source.completed),
    "json-schema": lambda source: _json(compile_json_schema(source.schema)),
    "jsonld-context": lambda source: _json(compile_context(source.schema)),
    "cypher": lambda source: compile_cypher(source.schema),
    "svg": lambda source: compile_diagram(source.schema, source.areas),
}


def shipped() -> Source:
    """The ontology of the package; the graph carries its version and digest too."""
    files = turtle_files()
    merged = merge(read_graph(files), f"{ontology_version()}+{ontology_digest()}")
    return Source(merged, load_schema(), read_areas(files))


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
