"""Compiles the constraints and indexes into one Cypher script for an empty Neo4j (5.26 and later).

    cypher-shell --file ontology.cypher

It makes what `kg` itself makes when it first meets a graph, and may run again without harm.
"""

import string

from kg.ontology.constraints import Index, compile_indexes
from kg.ontology.schema import Schema

HEAD = (
    "// Constraints and indexes of the ontology of virtual clusters, for Neo4j 5.26 and later.\n"
    "// Compiled by `kg ontology export --format cypher`. May run again without harm."
)
_CONSTRAINT = string.Template(
    "CREATE CONSTRAINT $name IF NOT EXISTS FOR (n:$label) REQUIRE n.$property IS UNIQUE"
)
_INDEX = string.Template("CREATE INDEX $name IF NOT EXISTS FOR (n:$label) ON (n.$property)")


def compile_cypher(schema: Schema) -> str:
    """The script; each statement ends with a semicolon and stands on a line of its own."""
    statements = (f"{index_statement(index)};" for index in compile_indexes(schema))
    return "\n".join([HEAD, "", *statements, ""])


def index_statement(index: Index) -> str:
    """The statement that makes an index or constraint."""
    # Names are terms of the checked ontology, never a user's text.
    template = _CONSTRAINT if index.unique else _INDEX
    return template.substitute(name=index.name, label=index.label, property=index.property_name)
