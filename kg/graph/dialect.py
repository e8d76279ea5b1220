"""The few things in which the engines differ."""

import string

from kg.ontology.constraints import Index

_CONSTRAINT = string.Template(
    "CREATE CONSTRAINT $name IF NOT EXISTS FOR (n:$label) REQUIRE n.$property IS UNIQUE"
)
_INDEX = string.Template("CREATE INDEX $name IF NOT EXISTS FOR (n:$label) ON (n.$property)")

# Plan operators that read all nodes of a label, or all nodes: a statement that has one must say
# why with a comment `// whole:`.
SCANS = ("NodeByLabelScan", "AllNodesScan", "FullScan")
# A plan operator that pairs rows without a relationship: likewise with `// product:`.
PRODUCTS = ("CartesianProduct",)


def index_statement(index: Index) -> str:
    """The statement that makes an index or constraint; its names come from the ontology."""
    template = _CONSTRAINT if index.unique else _INDEX
    return template.substitute(name=index.name, label=index.label, property=index.property_name)
