"""Refuses an ontology under which data that is stored would be invalid."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from kg.errors import StateError
from kg.graph.connection import Connection
from kg.graph.contents import GraphContents
from kg.graph.statements import statement, with_names
from kg.ontology.compare import compare
from kg.ontology.contract import Contract
from kg.ontology.domain_rules import CHECKS
from kg.ontology.schema import Schema
from kg.ontology.stored_schema import read_stored_schema
from kg.ontology.validate import validate_rules, validate_shapes

SHOWN = 3
# Enough to see how far it goes; a graph may hold a million.
COUNTED = 10_000


def check_stored_data(connection: Connection, schema: Schema) -> None:
    """Raises StateError when the graph holds something that `schema` does not allow.

    Data is read only if the ontology that the graph was made under allowed more, or is not known.
    """
    before = _stored(connection)
    if before and not any(change.may_break_data for change in compare(before, schema)):
        return
    found = list(islice(stored_faults(connection, before, schema), COUNTED))
    if found:
        count = f"{len(found):,}" if len(found) < COUNTED else f"{COUNTED:,} or more"
        raise StateError(
            "the ontology of this version is stricter than what the graph holds, and nothing was "
            f"changed: {count} faults, such as {'; '.join(found[:SHOWN])}; next step: mend the "
            "rows and load them with the version that wrote the graph, or take a kg backup with "
            "it and restore that into an empty graph with this one"
        )


def stored_faults(connection: Connection, before: Schema | None, after: Schema) -> Iterator[str]:
    """What the graph holds that `after` does not allow, each in one line."""
    yield from _gone(connection, before, after) if before else ()
    contents = GraphContents(connection, after)
    yield from (breach.told() for breach in validate_shapes(Contract(after), contents))
    if before:
        yield from _rule_faults(contents, before, after)


def _rule_faults(contents: GraphContents, before: Schema, after: Schema) -> Iterator[str]:
    """What breaks a rule of the domain that it did not break before."""
    if before.rules == after.rules:
        return
    today = dt.datetime.now(dt.UTC).date()
    rules = {name: rule for name, rule in before.rules.items() if name in CHECKS}
    known = set(validate_rules(replace(before, rules=rules), contents, today))
    found = validate_rules(after, contents, today)
    yield from (breach.told() for breach in found if breach not in known)


def _stored(connection: Connection) -> Schema | None:
    rows = connection.read(statement("compiled_ontology"))
    text = rows[0]["compiled"] if rows else None
    return read_stored_schema(text) if text else None


def _gone(connection: Connection, before: Schema, after: Schema) -> Iterator[str]:
    """Classes and relations that are no more, and of which the graph has something."""
    for name in before.classes.keys() - after.classes.keys():
        if _has_any(connection, with_names("every_node", root=name)):
            yield f"nodes of the class {name}, which is no more"
    for type_ in before.relations.keys() - after.relations.keys():
        relation = before.relation(type_)
        start, end = before.root(relation.domain), before.root(relation.range)
        if _has_any(connection, with_names("every_link", type=type_, start=start, end=end)):
            yield f"relationships of the type {type_}, which is no more"


def _has_any(connection: Connection, text: str) -> bool:
    rows = connection.stream(text)
    try:
        return next(rows, None) is not None
    finally:
        rows.close()
