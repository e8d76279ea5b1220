"""Where two sources state different values for one property that has one value."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from kg.model import CanonicalNode, NodeFact, NodeRef, Scalar, Value
from kg.quality.finding import Finding, sources_of
from kg.quality.statement_checks import NOT_STATED
from kg.quality.survey import Survey

# The records of so many nodes are read at once.
CHUNK = 500
# 53.396 and 53.3960 differ by nothing; of points, a thousandth of a degree is some 100 m.
DEGREES = 0.001


def sources_disagree(survey: Survey) -> Iterator[Finding]:
    """A property with one value for which two sources state different ones."""
    shared = (
        node
        for root in survey.schema.roots()
        if root not in NOT_STATED
        for node in survey.contents.nodes(root)
        if len(sources_of(node.records)) > 1
    )
    while chunk := list(islice(shared, CHUNK)):
        yield from _of_chunk(survey, chunk)


def _of_chunk(survey: Survey, nodes: Sequence[CanonicalNode]) -> Iterator[Finding]:
    facts: dict[NodeRef, list[tuple[str, NodeFact]]] = defaultdict(list)
    for source, fact in survey.stated([record for node in nodes for record in node.records]):
        facts[fact.ref].append((source, fact))
    for node in nodes:
        properties = survey.schema.classes[node.class_name].public_properties()
        for prop in properties:
            if not prop.many:
                yield from _of_property(node, prop.name, facts[node.ref])


def _of_property(
    node: CanonicalNode, name: str, facts: Sequence[tuple[str, NodeFact]]
) -> Iterator[Finding]:
    values: dict[str, Value] = {}
    for source, fact in facts:
        if name in fact.properties:
            values[source] = fact.properties[name]
    if len({_compared(value) for value in values.values()}) > 1:
        told = "; ".join(f"{source} states {value}" for source, value in sorted(values.items()))
        yield Finding(node.ref, name, str(node.properties.get(name, "")), told, node.records)


def _compared(value: Value) -> Scalar | tuple[Scalar, ...]:
    if isinstance(value, str):
        return value.casefold().strip().rstrip("/")
    if isinstance(value, float):
        return round(value / DEGREES)
    return value
