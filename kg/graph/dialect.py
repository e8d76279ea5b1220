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

# Both run it, but the embedded engine explains no plan of it. (A command: it takes no LIMIT alone.)
DATABASES = "SHOW DATABASES YIELD name, access RETURN name, access LIMIT 1000"


def index_statement(index: Index) -> str:
    """The statement that makes an index or constraint; its names come from the ontology."""
    template = _CONSTRAINT if index.unique else _INDEX
    return template.substitute(name=index.name, label=index.label, property=index.property_name)
