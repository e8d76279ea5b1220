"""Compiles the schema into a JSON-LD 1.1 context: which term each key of our JSON means.

Classes go by their name, relationships by their type, properties by their name; a node's own IRI
is its `@id`, its class `@type`, since `id` is the key that loads and statements know it by.
"""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from kg.errors import OntologyError
from kg.ontology.schema import Datatype, Property, Schema

JsonObject: TypeAlias = dict[str, Any]

VOCABULARY = "https://virtual-cluster.example/ontology#"
PREFIXES = {"vc": VOCABULARY, "xsd": "http://www.w3.org/2001/XMLSchema#"}
# JSON has these types itself; JSON-LD reads them so without being told.
OF_JSON = (Datatype.STRING, Datatype.BOOLEAN)


def compile_context(schema: Schema) -> JsonObject:
    """The document with the context under `@context`; it refers to no other context."""
    terms: JsonObject = {"@version": 1.1, **PREFIXES}
    terms |= {name: f"vc:{name}" for name in sorted(schema.classes)}
    terms |= {
        type_: {"@id": f"vc:{local_name(type_)}", "@type": "@id"}
        for type_ in sorted(schema.relations)
    }
    properties: JsonObject = {}
    for prop in _all_properties(schema):
        term = _term(prop)
        if properties.setdefault(prop.name, term) != term:
            raise OntologyError(
                f"vc:{prop.name} differs from class to class in its datatype or maximum, so a "
                "JSON-LD context cannot type it; next step: give one of them another name"
            )
    return {"@context": terms | dict(sorted(properties.items()))}


def local_name(type_: str) -> str:
    """The object property of a relationship type: `EVIDENCED_BY` becomes `evidencedBy`."""
    return re.sub(r"_([a-z])", lambda found: found[1].upper(), type_.lower())


def _all_properties(schema: Schema) -> Iterator[Property]:
    for node_class in schema.classes.values():
        yield from node_class.properties
    for relation in schema.relations.values():
        yield from relation.attributes


def _term(prop: Property) -> JsonObject | str:
    term: JsonObject = {"@id": f"vc:{prop.name}"}
    if prop.datatype not in OF_JSON:
        term["@type"] = f"xsd:{prop.datatype.value}"
    if prop.many:
        term["@container"] = "@set"
    return term if len(term) > 1 else f"vc:{prop.name}"
