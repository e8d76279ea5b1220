"""The script makes what a load makes, no more and no less."""

from kg.ontology.compile_cypher import compile_cypher, index_statement
from kg.ontology.constraints import compile_indexes
from kg.ontology.rdf import load_schema

SCHEMA = load_schema()


def test_the_script_holds_the_statements_that_prepare_a_graph() -> None:
    lines = compile_cypher(SCHEMA).splitlines()
    statements = [line for line in lines if line and not line.startswith("//")]
    assert statements == [f"{index_statement(index)};" for index in compile_indexes(SCHEMA)]


def test_every_statement_may_run_again() -> None:
    statements = compile_cypher(SCHEMA).split(";")[:-1]
    assert all("IF NOT EXISTS" in statement for statement in statements)
