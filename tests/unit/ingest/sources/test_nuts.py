"""What a row of NUTS states."""

import pytest

from kg.ingest.sources.nuts import EARLIER, earlier_codes, region
from kg.ingest.table import Row
from kg.model import NodeRef


def label(code: str, **cells: str) -> Row:
    return Row("nuts", {"code": code, "level": "2", "name": "South Yorkshire", **cells})


def test_a_region_has_its_name_as_another_name_too() -> None:
    (node,) = region(label("UKE3", country="UK")).nodes
    assert (node.class_name, node.id) == ("Region", "UKE3")
    assert node.properties["alternativeName"] == ["South Yorkshire"]


@pytest.mark.parametrize(("code", "above"), [("UKE31", "UKE3"), ("UKE3", "UKE"), ("UKE", "UK")])
def test_a_region_is_part_of_the_one_with_a_shorter_code(code: str, above: str) -> None:
    (part,) = region(label(code)).links
    assert (part.type, part.start.id, part.end.id) == ("PART_OF", code, above)
    assert not part.required


def test_a_country_is_part_of_nothing() -> None:
    assert region(label("UK")).links == ()


def test_a_level_written_with_a_point_is_whole() -> None:
    assert region(label("UKE3", level="2.0")).nodes[0].properties["nutsLevel"] == "2"


def test_an_aggregate_states_nothing() -> None:
    draft = region(label("EU27_2020"))
    assert (draft.nodes, draft.links) == ((), ())


def test_earlier_codes_lead_to_the_code_in_force() -> None:
    draft = earlier_codes(
        Row("nuts", {"code_2013": "FR71", "code_2003": "FR7", "code_2021": "FRK"})
    )
    assert [(n.class_name, n.id) for n in draft.nodes] == [
        ("FormerRegion", "FR7"),
        ("FormerRegion", "FR71"),
    ]
    assert [(k.type, k.start.id, k.end) for k in draft.links] == [
        ("REPLACED_BY", "FR7", NodeRef("Region", "FRK")),
        ("REPLACED_BY", "FR71", NodeRef("Region", "FRK")),
    ]


def test_a_code_that_never_changed_is_no_former_region() -> None:
    draft = earlier_codes(Row("nuts", {**dict.fromkeys(EARLIER, "DE11"), "code_2021": "DE11"}))
    assert draft.nodes == ()


def test_a_code_without_a_successor_stays_without_a_link() -> None:
    draft = earlier_codes(Row("nuts", {"code_1999": "FR91"}))
    assert [n.id for n in draft.nodes] == ["FR91"]
    assert draft.links == ()


def test_a_note_in_place_of_a_code_is_passed_over() -> None:
    draft = earlier_codes(Row("nuts", {"code_1999": "new region", "code_2021": "DE11"}))
    assert draft.nodes == ()
