"""What a row of a member package states."""

from kg.ingest.sources import all_formats, all_tables
from kg.ingest.sources.members import capability, competency, evidence, organisation
from kg.ingest.table import Row
from kg.model import NodeRef


def row(**cells: str) -> Row:
    return Row("demo", {"id": "a", **cells})


def test_ids_are_unique_among_sources() -> None:
    assert organisation(row(kind="Firm")).nodes[0].id == "demo:a"
    assert Row("other", {"id": "a"}).scoped("id") == "other:a"


def test_a_member_has_a_seat_and_sectors() -> None:
    draft = organisation(row(kind="Firm", region="uk e3", sector="25.62 | 28.41"))
    assert [(n.class_name, n.id) for n in draft.nodes] == [
        ("Firm", "demo:a"), ("Sector", "25.62"), ("Sector", "28.41"),
    ]  # fmt: skip
    assert [(k.type, k.end) for k in draft.links] == [
        ("LOCATED_IN", NodeRef("Region", "UKE3")),
        ("OPERATES_IN", NodeRef("Sector", "25.62")),
        ("OPERATES_IN", NodeRef("Sector", "28.41")),
    ]


def test_a_member_without_region_and_sector_has_no_links() -> None:
    assert organisation(row(kind="Firm")).links == ()


def test_a_cell_of_several_values_is_taken_apart() -> None:
    draft = organisation(row(kind="Firm", alternativeName="A | B||  | C"))
    assert draft.nodes[0].properties["alternativeName"] == ["A", "B", "C"]


def test_a_competency_refers_to_others_of_its_source_without_needing_them() -> None:
    draft = competency(row(prefLabel="five-axis milling", broader="milling", related="b | c"))
    assert [(k.type, k.end.id, k.required) for k in draft.links] == [
        ("BROADER", "demo:milling", False),
        ("RELATED", "demo:b", False),
        ("RELATED", "demo:c", False),
    ]


def test_a_capability_needs_its_organisation_and_the_competencies_that_it_names() -> None:
    draft = capability(row(organisation="acme", competency="x | y", status="claimed", core="true"))
    assert draft.nodes[0].properties["isCore"] == "true"
    assert [(k.type, k.start.id, k.end.id, k.required) for k in draft.links] == [
        ("OFFERS", "demo:acme", "demo:a", True),
        ("OF", "demo:a", "demo:x", True),
        ("OF", "demo:a", "demo:y", True),
    ]


def test_evidence_needs_its_capability() -> None:
    (proof,) = evidence(row(capability="c", kind="audit", title="T")).links
    assert (proof.type, proof.start.id, proof.end.id) == ("EVIDENCED_BY", "demo:c", "demo:a")
    assert proof.required


def test_every_table_can_be_found_by_its_name() -> None:
    tables = [table for format_ in all_formats() for table in format_.tables]
    assert list(all_tables().values()) == tables
    assert all(table.name == name for name, table in all_tables().items())
    assert all(set(table.key) <= set(table.columns) for table in all_tables().values())
    assert all(table.required <= set(table.columns) for table in all_tables().values())
