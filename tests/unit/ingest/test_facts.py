"""Records become checked facts, or rejections that name what is wrong."""

from collections.abc import Sequence

import pytest

from kg.ingest.facts import FactReader, Statement
from kg.ingest.sources import all_tables
from kg.model import NodeRef, Reason, Rejection
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema
from tests.factories import record

READER = FactReader(Contract(load_schema()), all_tables(load_schema()))


def facts(table: str, **values: str) -> Statement:
    read = READER.read(record(table, **values))
    assert isinstance(read, Statement), read
    return read


def rejected(table: str, row: int = 2, **values: str) -> Sequence[Rejection]:
    read = READER.read(record(table, row=row, **values))
    assert isinstance(read, list), read
    return read


def test_a_record_gives_typed_facts_below_the_root_of_their_class() -> None:
    statement = facts(
        "members.organisation", id="a", kind="Firm", name="Acme", employees="12", region="uke3"
    )
    (node,) = statement.nodes
    assert (node.ref, node.class_name) == (NodeRef("Organisation", "demo:a"), "Firm")
    assert node.properties == {"name": "Acme", "employees": 12, "regionCode": "UKE3"}
    (seat,) = statement.links
    assert (seat.fact.ref.end, seat.column) == (NodeRef("Region", "UKE3"), "region")


def test_cells_are_cleaned_before_they_are_checked() -> None:
    statement = facts("members.organisation", id=" a\u200b", kind="Firm", name="Ac_x000D_\nme ")
    assert statement.nodes[0].ref.id == "demo:a"
    assert statement.nodes[0].properties["name"] == "Ac me"


def test_attributes_of_relationships_are_typed() -> None:
    statement = facts("cordis.participation", rcn="1", pic="2", contribution="10,5")
    assert statement.links[0].fact.properties == {"contribution": 10.5}


def test_a_rejection_names_file_line_column_value_and_rule() -> None:
    found = rejected("members.capability", 17, id="c", organisation="a", text="t",
                     status="claimed", level="9")  # fmt: skip
    rule = "must be a whole number from 1 to 5"
    file, reason = "members.capability.csv", Reason.OUT_OF_RANGE
    assert found == [Rejection(file, 17, "level", "9", rule, reason=reason, cell="level")]


def test_the_column_has_our_name_and_not_that_of_the_property() -> None:
    (core,) = rejected(
        "members.capability", id="c", organisation="a", text="t", status="claimed", core="perhaps"
    )
    assert core.column == "isCore"
    (region,) = rejected("members.organisation", id="a", kind="Firm", name="A", region="Yorkshire")
    assert region.column == "region"
    (number,) = rejected("cordis.project", rcn="1 2", title="t")[:1]
    assert number.column == "rcn"


def test_all_faults_of_a_row_are_told_at_once() -> None:
    found = rejected(
        "members.organisation", id="a", kind="Firm", country="de", latitude="north", sector="steel"
    )
    assert {r.column for r in found} == {"name", "country", "latitude", "sector"}


def test_a_table_without_a_key_of_its_own_may_have_empty_cells() -> None:
    statement = facts("nuts.change", code_1999="FR91")
    assert [node.ref for node in statement.nodes] == [NodeRef("FormerRegion", "FR91")]


@pytest.mark.parametrize("kind", ["Firma", "Region", "Graph"])
def test_a_kind_of_no_organisation_is_answered_with_the_kinds_that_there_are(kind: str) -> None:
    (found,) = rejected("members.organisation", id="a", kind=kind, name="A")
    assert (found.column, found.value) == ("kind", kind)
    assert found.rule == (
        "must be one of Association, Firm, Organisation, PublicBody, ResearchOrganisation"
    )


def test_a_fault_of_a_relationship_rejects_the_row() -> None:
    (found,) = rejected("cordis.participation", rcn="1", pic="2", contribution="much")
    assert (found.column, found.value) == ("contribution", "much")


def test_a_row_that_states_nothing_is_accepted() -> None:
    statement = facts("nuts.region", code="EU27_2020", name="European Union", country="EU")
    assert (statement.nodes, statement.links) == ((), ())


def test_a_rejection_shows_the_cell_as_it_was_read() -> None:
    cells = {"id": "x y", "kind": "Firm", "name": "A", "language": "en | klingon"}
    (id_, language) = rejected("members.organisation", **cells)
    assert (id_.value, language.value) == ("x y", "en | klingon")


def test_a_stage_without_a_chain_is_refused_for_that_alone() -> None:
    cells = {"id": "s", "name": "Baking"}
    assert [r.column for r in rejected("members.stage", **cells)] == ["chain"]
