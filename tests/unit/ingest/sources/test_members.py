"""What a row of a member package states."""

from kg.ingest.sources import all_formats, all_tables
from kg.ingest.table import Draft, Row
from kg.model import NodeRef
from kg.ontology.rdf import load_schema

SCHEMA = load_schema()
TABLES = all_tables(SCHEMA)


def derive(table: str, row: Row) -> Draft:
    return TABLES[f"members.{table}"].derive(row)


def row(**cells: str) -> Row:
    return Row("demo", {"id": "a", **cells})


def test_ids_are_unique_among_sources() -> None:
    assert derive("organisation", row(kind="Firm")).nodes[0].id == "demo:a"
    assert Row("other", {"id": "a"}).scoped("id") == "other:a"


def test_a_member_has_a_seat_and_sectors() -> None:
    draft = derive("organisation", row(kind="Firm", region="uk e3", sector="25.62 | 28.41"))
    assert [(n.class_name, n.id) for n in draft.nodes] == [
        ("Firm", "demo:a"), ("Sector", "25.62"), ("Sector", "28.41"),
    ]  # fmt: skip
    assert [(k.type, k.end) for k in draft.links] == [
        ("LOCATED_IN", NodeRef("Region", "UKE3")),
        ("OPERATES_IN", NodeRef("Sector", "25.62")),
        ("OPERATES_IN", NodeRef("Sector", "28.41")),
    ]


def test_a_member_without_region_and_sector_has_no_links() -> None:
    assert derive("organisation", row(kind="Firm")).links == ()


def test_a_cell_of_several_values_is_taken_apart() -> None:
    draft = derive("organisation", row(kind="Firm", alternativeName="A | B||  | C"))
    assert draft.nodes[0].properties["alternativeName"] == ["A", "B", "C"]


def test_a_competency_refers_to_others_of_its_source_without_needing_them() -> None:
    draft = derive(
        "competency", row(prefLabel="five-axis milling", broader="milling", related="b | c")
    )
    assert [(k.type, k.end.id, k.required) for k in draft.links] == [
        ("BROADER", "demo:milling", False),
        ("RELATED", "demo:b", False),
        ("RELATED", "demo:c", False),
    ]


def test_a_capability_needs_its_organisation_and_the_competencies_that_it_names() -> None:
    draft = derive(
        "capability", row(organisation="acme", competency="x | y", status="claimed", isCore="true")
    )
    assert draft.nodes[0].properties["isCore"] == "true"
    assert [(k.type, k.start.id, k.end.id, k.required) for k in draft.links] == [
        ("OFFERS", "demo:acme", "demo:a", True),
        ("OF", "demo:a", "demo:x", True),
        ("OF", "demo:a", "demo:y", True),
    ]


def test_evidence_needs_its_capability() -> None:
    (proof,) = derive("evidence", row(capability="c", kind="audit", title="T")).links
    assert (proof.type, proof.start.id, proof.end.id) == ("EVIDENCED_BY", "demo:c", "demo:a")
    assert proof.required


def test_a_stage_states_its_chain_and_what_precedes_it() -> None:
    draft = derive(
        "stage",
        row(
            chain="hoist",
            chainName="Hoist",
            name="Bending",
            competency="x",
            after="z",
            performer="p",
        ),
    )
    assert [(n.class_name, n.id) for n in draft.nodes] == [
        ("Stage", "demo:a"), ("ValueChain", "demo:hoist"),
    ]  # fmt: skip
    assert draft.nodes[1].properties == {"name": "Hoist"}
    assert [(k.type, k.start.id, k.end.id, k.required) for k in draft.links] == [
        ("STAGE_OF", "demo:a", "demo:hoist", True),
        ("DRAWS_ON", "demo:a", "demo:x", True),
        ("PRECEDES", "demo:z", "demo:a", False),
        ("PERFORMS", "demo:p", "demo:a", False),
    ]


def test_a_competency_of_esco_may_be_named_by_id_or_address_and_come_later() -> None:
    address = "http://data.europa.eu/esco/skill/12-ab"
    draft = derive("capability", row(organisation="o", competency=f"esco:1-a | {address}"))
    assert [(k.end.id, k.required) for k in draft.links[1:]] == [
        ("esco:1-a", False), ("esco:12-ab", False),
    ]  # fmt: skip


def test_a_relationship_has_the_ends_that_its_type_asks_for() -> None:
    cells = {"from": "a", "type": "MEMBER_OF", "to": "north", "role": "member"}
    (link,) = derive("relationship", Row("demo", cells)).links
    assert (link.type, link.start, link.end) == (
        "MEMBER_OF", NodeRef("Organisation", "demo:a"), NodeRef("Grouping", "demo:north"),
    )  # fmt: skip
    assert link.properties == {"role": "member"}
    assert link.required


def test_columns_are_the_properties_of_the_class_in_the_order_of_their_shape() -> None:
    columns = [column.name for column in TABLES["members.capability"].documented]
    assert columns[:6] == ["id", "organisation", "competency", "text", "level", "isCore"]
    assert "consortiumSize" not in columns


def test_every_table_can_be_found_by_its_name() -> None:
    tables = [table for format_ in all_formats(SCHEMA) for table in format_.tables]
    assert list(TABLES) == [table.name for table in tables]
    assert all(set(table.key) <= set(table.columns) for table in tables)
    assert all(table.required <= set(table.columns) for table in tables)


def test_a_capability_is_of_one_organisation() -> None:
    draft = derive("capability", row(organisation="x | y", competency="b", text="t"))
    assert draft.faults == {"organisation": "must be one value; a | parts several"}


def test_a_capability_of_nobody_is_refused() -> None:
    draft = derive("capability", row(competency="b", text="t"))
    assert draft.faults == {"organisation": "must not be empty"}


def test_an_id_that_no_list_could_name_is_refused() -> None:
    draft = derive("organisation", Row("demo", {"id": "a|b", "kind": "Firm", "name": "A"}))
    assert list(draft.faults) == ["id"]


def test_an_evidence_may_support_several_capabilities() -> None:
    draft = derive("evidence", row(capability="x | y"))
    assert (len(draft.links), draft.faults) == (2, {})


def test_nobody_is_related_to_itself() -> None:
    cells = {"from": "a", "type": "SUPPLIES", "to": "a"}
    faults = derive("relationship", Row("demo", cells)).faults
    assert faults == {"to": "must be another one than from"}


def test_amounts_take_a_decimal_comma() -> None:
    draft = derive("organisation", row(kind="Firm", latitude="44,6471"))
    assert draft.nodes[0].properties["latitude"] == "44.6471"
