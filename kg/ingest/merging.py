"""Resolves references to organisations that were judged the same, as codes of regions are."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.graph.identities import Identities
from kg.ingest.facts import CheckedLink, Statement
from kg.model import LinkRef, NodeFact


def resolve_merged(statement: Statement, identities: Identities) -> Statement:
    """Puts the kept id of an organisation in place of every other; a record stays as it is.

    A relationship that would lead from an organisation to itself by that alone is absorbed: it
    does not stand in the graph, and its record stands behind the organisation.
    """
    if not identities.groups:
        return statement
    nodes = tuple(_node(fact, identities) for fact in statement.nodes)
    links = tuple(_link(link, identities) for link in statement.links)
    if (nodes, links) == (statement.nodes, statement.links):
        return statement
    return replace(statement, nodes=nodes, links=links)


def resolve_all(statements: Iterable[Statement], identities: Identities) -> Iterator[Statement]:
    """Statements with the kept ids."""
    return (resolve_merged(statement, identities) for statement in statements)


def _node(fact: NodeFact, identities: Identities) -> NodeFact:
    ref = identities.resolve(fact.ref)
    return fact if ref == fact.ref else replace(fact, ref=ref)


def _link(link: CheckedLink, identities: Identities) -> CheckedLink:
    ref = link.fact.ref
    start, end = identities.resolve(ref.start), identities.resolve(ref.end)
    if (start, end) == (ref.start, ref.end):
        return link
    absorbed = link.is_absorbed or (start == end and ref.start != ref.end)
    fact = replace(link.fact, ref=LinkRef(ref.type, start, end))
    return replace(link, fact=fact, is_absorbed=absorbed)
