"""Every statement is understood by every engine and reads no more than it says."""

import re
from contextlib import closing

import neo4j
import pytest

from kg.graph.address import Address
from kg.graph.connection import Connection
from kg.graph.dialect import DATABASES, PRODUCTS, SCANS
from kg.graph.prepare import migrations, prepare
from kg.graph.statements import statement, statement_names, with_names
from kg.ontology.compile_cypher import index_statement
from kg.ontology.constraints import compile_indexes
from kg.ontology.rdf import load_schema

NAMES = {
    "root": "Organisation",
    "labels": ("Organisation", "Firm"),
    "label": "Firm",
    "type": "LOCATED_IN",
    "start": "Organisation",
    "end": "Region",
}


def filled(name: str) -> str:
    wanted = {key.lower() for key in re.findall(r"__([A-Z]+)__", statement(name))}
    return with_names(name, **{key: value for key, value in NAMES.items() if key in wanted})


def parameters(text: str) -> dict[str, object]:
    lists = {"slots", "ids", "rows", "pairs", "projects", "evidence", "capabilities"}
    lists |= {"whole", "named"}
    numbers = {"limit", "number", "read", "written", "unchanged", "rejected", "migration"}
    numbers |= {"since", "until", "milliseconds"}
    names = set(re.findall(r"\$(\w+)", text))
    values: dict[str, object] = {**{n: [] for n in lists}, **dict.fromkeys(numbers, 1)}
    return {n: values.get(n, {} if n == "settings" else "x") for n in names}


@pytest.mark.parametrize("name", statement_names())
def test_a_statement_is_understood_and_plans_no_unexplained_scan(
    connection: Connection, name: str
) -> None:
    text = filled(name)
    plan = connection.plan(text, **parameters(text))
    for operators, reason in ((SCANS, "// whole:"), (PRODUCTS, "// product:")):
        assert reason in text or not [name for name in operators if name in plan], plan


@pytest.mark.parametrize("name", statement_names())
def test_a_statement_begins_each_match_at_an_indexed_key(name: str) -> None:
    # The embedded engine's plans do not tell how an UNWIND looks its nodes up, so this does.
    text = filled(name)
    assert "// whole:" in text or unindexed_matches(text) == []


def test_a_match_without_an_index_is_noticed() -> None:
    assert unindexed_matches("MATCH (o:Organisation {city: $x}) RETURN o") == ["o:Organisation"]
    assert unindexed_matches("MATCH (n) RETURN n") == ["n"]


def unindexed_matches(text: str) -> list[str]:
    indexed = {(i.label, i.property_name) for i in compile_indexes(load_schema())}
    bound: set[str] = set()
    faults = []
    for match in re.finditer(r"\b(?:MATCH|MERGE)\s+((?:\([^)]*\)|[-<>]|\[[^\]]*\])+)", text):
        nodes = re.findall(r"\(([^){]*)(?:\{(\w+)[^}]*\})?\)", match.group(1))
        heads = [(pattern.strip().partition(":"), key) for pattern, key in nodes]
        if not any(
            variable in bound or (label.split(":")[0], key) in indexed
            for (variable, _, label), key in heads
        ):
            (variable, colon, label), _ = heads[0]
            faults.append(f"{variable}{colon}{label}")
        bound |= {variable for (variable, _, _), _ in heads if variable}
    return faults


def test_no_statement_needs_what_a_server_calls_deprecated(neo4j_address: Address) -> None:
    texts = [filled(name) for name in statement_names()] + [step.text for step in migrations()]
    texts += [index_statement(index) for index in compile_indexes(load_schema())] + [DATABASES]
    with closing(Connection(neo4j_address)) as connection:
        prepare(connection)
        for language in languages(connection):
            told = {text: deprecations(connection, language + text) for text in texts}
            assert {text: found for text, found in told.items() if found} == {}


def languages(connection: Connection) -> list[str]:
    """What a statement may begin with, so that a server reads it in each language it knows."""
    found = connection.read(
        "CALL dbms.components() YIELD name, versions WHERE name = 'Cypher' RETURN versions"
    )
    return [f"CYPHER {version} " for row in found for version in row["versions"]] or [""]


def deprecations(connection: Connection, text: str) -> list[str]:
    with connection._session(neo4j.READ_ACCESS) as session:
        explained = neo4j.Query("EXPLAIN " + text)
        told = session.run(explained, parameters(text)).consume().gql_status_objects
        return [str(each) for each in told if each.raw_classification == "DEPRECATION"]


@pytest.mark.parametrize("name", statement_names())
def test_a_statement_says_first_what_it_returns(name: str) -> None:
    assert statement(name).startswith("// Returns ")


@pytest.mark.parametrize("name", statement_names())
def test_a_reading_statement_has_a_limit(name: str) -> None:
    text = statement(name)
    writes = re.search(r"\b(SET|MERGE|CREATE|DELETE|REMOVE)\b", text)
    assert writes or re.search(r"\bLIMIT\b", text)


def test_migrations_are_numbered_without_a_gap() -> None:
    assert [m.number for m in migrations()] == list(range(1, len(migrations()) + 1))
