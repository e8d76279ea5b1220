"""Reads ontology files and compiles all that loads and queries need of them, to find faults."""

from collections.abc import Iterable
from importlib.resources.abc import Traversable

from kg.errors import OntologyError
from kg.ontology.compile_context import compile_context
from kg.ontology.constraints import compile_indexes
from kg.ontology.contract import Contract
from kg.ontology.rdf import read_schema
from kg.ontology.schema import Schema


def check(files: Iterable[Traversable]) -> Schema:
    """The schema of Turtle files; raises OntologyError naming the faulty term."""
    schema = read_schema(files)
    if not schema.classes:
        raise OntologyError(
            "the files define no class; next step: name Turtle files of an ontology"
        )
    contract = Contract(schema)
    # A pattern that Python reads may be none for the contract: each model is built once.
    for name in schema.classes:
        contract.check_node(name, {})
        contract.check_private(name, {})
    for type_ in schema.relations:
        contract.check_relation(type_, {})
    compile_indexes(schema)
    compile_context(schema)
    return schema
