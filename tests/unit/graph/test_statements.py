"""Cypher statements: one a file, names only from letters, and batches that need them."""

import pytest

from kg.errors import OntologyError
from kg.graph.batch import Batch
from kg.graph.statements import PLACEHOLDER, statement, statement_names, with_names
from kg.model import CanonicalLink, CanonicalNode, LinkRef, NodeRef
from kg.ontology.compile_cypher import index_statement
from kg.ontology.constraints import Index
from kg.ontology.rdf import load_schema

WRITES = ("CREATE", "MERGE", "SET ", "DELETE", "REMOVE")
PROJECT, ACME = NodeRef("Project", "p"), NodeRef("Organisation", "a")


@pytest.mark.parametrize("name", statement_names())
def test_the_first_line_says_what_a_statement_returns(name: str) -> None:
    assert statement(name).startswith("// Returns ")


@pytest.mark.parametrize("name", statement_names())
def test_a_statement_that_only_reads_has_a_limit(name: str) -> None:
    text = statement(name)
    assert "LIMIT " in text or any(word in text for word in WRITES)


@pytest.mark.parametrize("name", statement_names())
def test_placeholders_can_all_be_filled(name: str) -> None:
    left = {match.strip("_").lower() for match in PLACEHOLDER.findall(statement(name))}
    assert "__" not in with_names(name, **dict.fromkeys(left, "Firm"))


def test_names_take_the_place_of_placeholders() -> None:
    assert "MATCH (n:Organisation {id: id})" in with_names("delete_nodes", root="Organisation")


def test_several_labels_are_put_side_by_side() -> None:
    text = with_names("create_nodes", labels=("Organisation", "Firm"))
    assert "CREATE (n:Organisation:Firm)" in text


@pytest.mark.parametrize(
    "label",
    ["", "Firm) DETACH DELETE (n", "Firm:Load", "Firm`", "Firm ", "Firm\n", "1Firm", "Färm", "_A"],
)
def test_what_is_no_plain_name_is_refused(label: str) -> None:
    with pytest.raises(OntologyError, match="cannot be a label or relationship type"):
        with_names("delete_nodes", root=label)


def test_no_labels_at_all_are_refused() -> None:
    with pytest.raises(OntologyError, match="cannot be a label"):
        with_names("create_nodes", labels=())


def test_a_placeholder_that_is_left_is_named() -> None:
    with pytest.raises(OntologyError, match="statement create_nodes needs a name for __LABELS__"):
        with_names("create_nodes")


def test_every_name_of_the_ontology_is_a_plain_name() -> None:
    schema = load_schema()
    for name in (*schema.classes, *schema.relations):
        assert with_names("delete_nodes", root=name)


def test_an_index_and_a_constraint_are_made_if_they_are_not_there() -> None:
    assert index_statement(Index("Firm", "id", unique=True)) == (
        "CREATE CONSTRAINT firm_id IF NOT EXISTS FOR (n:Firm) REQUIRE n.id IS UNIQUE"
    )
    assert index_statement(Index("Firm", "name", unique=False)) == (
        "CREATE INDEX firm_name IF NOT EXISTS FOR (n:Firm) ON (n.name)"
    )


def test_a_batch_names_the_projects_whose_capabilities_change() -> None:
    other = NodeRef("Project", "q")
    batch = Batch(
        "cordis-1",
        created=(CanonicalNode(PROJECT, "Project", {}, ()), CanonicalNode(ACME, "Firm", {}, ())),
        links=(CanonicalLink(LinkRef("PARTNERED_IN", ACME, PROJECT), {}, ()),),
        deleted_links=(LinkRef("PARTNERED_IN", ACME, other), LinkRef("OFFERS", ACME, ACME)),
    )
    assert batch.projects() == ("p", "q")
    assert Batch("cordis-1").projects() == ()
