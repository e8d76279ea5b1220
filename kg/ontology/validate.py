"""Holds a whole graph to the shapes and rules of the ontology.

What a shape says of one node is the contract that every load is held to. Beyond it come the
cardinalities and ends of relations and the rules of the domain, which no single row shows.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import OntologyError
from kg.model import CanonicalNode, LinkRef, NodeRef
from kg.ontology.contents import Contents
from kg.ontology.contract import Contract, Violation
from kg.ontology.domain_rules import CHECKS, Asked
from kg.ontology.schema import Relation, Schema

LONGEST_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Breach:
    """A node that breaks a rule: the property, relation or rule, and the constraint of SHACL."""

    node: NodeRef
    term: str
    constraint: str
    value: str
    rule: str

    def told(self) -> str:
        """One line for people: `Agreement a, sharesSumToOne '0.9': must share out …`."""
        value = f" {self.value[:LONGEST_SHOWN]!r}" if self.value else ""
        return f"{self.node.label} {self.node.id}, {self.term}{value}: {self.rule}"


def validate(contract: Contract, contents: Contents, today: dt.date) -> Iterator[Breach]:
    """Every breach of a graph: of shapes first, then of the rules of the domain."""
    yield from validate_shapes(contract, contents)
    yield from validate_rules(contract.schema, contents, today)


def validate_rules(schema: Schema, contents: Contents, today: dt.date) -> Iterator[Breach]:
    """What breaks the rules of the domain; of a rule that holds for several classes, each node."""
    check_rules(schema)
    for rule in schema.rules.values():
        for broken in CHECKS[rule.name](Asked(rule, schema, contents, today)):
            yield Breach(broken.node, rule.name, "sparql", broken.value, rule.message)


def validate_shapes(contract: Contract, contents: Contents) -> Iterator[Breach]:
    """What breaks the shapes: nodes first, then relationships, then how many there are."""
    schema = contract.schema
    classes: dict[NodeRef, str] = {}
    for root in schema.roots():
        for node in contents.nodes(root):
            classes[node.ref] = node.class_name
            yield from _node(contract, node)
    starts = {}
    for type_ in schema.relations:
        starts[type_] = Counter[NodeRef]()
        yield from _relation(contract, contents, classes, type_, starts[type_])
    yield from _cardinalities(schema, classes, starts)


def check_rules(schema: Schema) -> None:
    """Raises OntologyError for a rule that nothing here holds."""
    for name in schema.rules:
        if name not in CHECKS:
            raise OntologyError(
                f"the rule vc:{name} is not supported here, so nobody would hold it"
            )


def _node(contract: Contract, node: CanonicalNode) -> Iterator[Breach]:
    checked = contract.check_node(node.class_name, {**node.properties, "id": node.ref.id})
    for violation in checked if isinstance(checked, tuple) else ():
        yield _breach(node.ref, violation.property_name, violation)


def _relation(
    contract: Contract,
    contents: Contents,
    classes: Mapping[NodeRef, str],
    type_: str,
    starts: Counter[NodeRef],
) -> Iterator[Breach]:
    schema = contract.schema
    relation = schema.relation(type_)
    domain, range_ = (frozenset(schema.subclasses(n)) for n in (relation.domain, relation.range))
    for link in contents.links(type_):
        starts[link.ref.start] += 1
        yield from _ends(relation, link.ref, classes, domain, range_)
        checked = contract.check_relation(type_, link.properties)
        for violation in checked if isinstance(checked, tuple) else ():
            yield _breach(link.ref.start, f"{type_}.{violation.property_name}", violation)


def _ends(
    relation: Relation,
    ref: LinkRef,
    classes: Mapping[NodeRef, str],
    domain: frozenset[str],
    range_: frozenset[str],
) -> Iterator[Breach]:
    if classes.get(ref.start) not in domain:
        rule = f"must begin at a node of the class {relation.domain}"
        yield Breach(ref.start, relation.type, "domain", ref.start.id, rule)
    if classes.get(ref.end) not in range_:
        rule = f"must end at a node of the class {relation.range}"
        yield Breach(ref.start, relation.type, "class", ref.end.id, rule)


def _cardinalities(
    schema: Schema, classes: Mapping[NodeRef, str], starts: Mapping[str, Counter[NodeRef]]
) -> Iterator[Breach]:
    for type_, counted in starts.items():
        if schema.relation(type_).is_functional:
            for node, count in counted.items():
                if count > 1:
                    yield _too_many(node, type_, count)
    for node, class_name in classes.items():
        for rule in schema.classes[class_name].relation_rules:
            count = starts[rule.type][node]
            if rule.required and not count:
                yield Breach(node, rule.type, "minCount", "", rule.message or "must be there")
            if rule.is_single and count > 1:
                yield _too_many(node, rule.type, count)


def _too_many(node: NodeRef, type_: str, count: int) -> Breach:
    return Breach(node, type_, "maxCount", str(count), "must be at most one")


def _breach(node: NodeRef, term: str, violation: Violation) -> Breach:
    return Breach(node, term, violation.constraint, violation.value, violation.rule)
