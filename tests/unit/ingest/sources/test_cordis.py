"""What a row of CORDIS states, and which layout a folder has."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.ingest.sources.cordis import (
    cordis_formats,
    organisation,
    organisation_in_project,
    participation,
    project,
)
from kg.ingest.sources.organisation_kind import organisation_kind
from kg.ingest.table import Draft, Row
from kg.model import NodeRef

ACME = NodeRef("Organisation", "pic:999")
PROJECT = NodeRef("Project", "cordis:42")
CAPABILITY = NodeRef("Capability", "pic:999@cordis:42")
EVIDENCE = NodeRef("Evidence", "cordis:42:reference")


def row(**cells: str) -> Row:
    return Row("cordis", {"pic": "999", "project": "42", "name": "Acme", **cells})


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("rcn,pic", "cordis"),
        ("projectID;organisationID;role", "cordis-by-id"),
        ("\ufeffprojectid,pic", "cordis-by-id"),
        ("rcn,projectID,pic", "cordis-by-id"),
        ("", "cordis"),
        (None, "cordis"),
    ],
)
def test_three_files_are_keyed_by_project_id_where_there_is_no_rcn(
    tmp_path: Path, header: str | None, name: str
) -> None:
    if header is not None:
        (tmp_path / "participations.csv").write_text(f"{header}\n", encoding="utf-8")
    assert [f.name for f in cordis_formats(tmp_path)] == [name, "cordis-export"]


@pytest.mark.parametrize(
    ("activity", "name", "kind"),
    [
        ("PRC", "University Spin-off Ltd", "Firm"),
        ("prc", "Acme", "Firm"),
        ("HES", "Acme", "ResearchOrganisation"),
        ("REC", "Acme", "ResearchOrganisation"),
        ("PUB", "Gemeente Utrecht", "PublicBody"),
        ("PUB", "Ministerstvo obrany", "PublicBody"),
        ("OTH", "Verband der Maschinenbauer e.V.", "Association"),
        ("OTH", "Universität Ulm", "ResearchOrganisation"),
        ("OTH", "Stiftung Universitätsmedizin", "ResearchOrganisation"),
        ("OTH", "Acme", "Organisation"),
        (None, "Universität Ulm", "Organisation"),
        ("XYZ", "Acme", "Organisation"),
    ],
)
def test_activity_and_name_tell_the_kind(activity: str | None, name: str, kind: str) -> None:
    assert organisation_kind(activity, name) == kind


def test_an_organisation_is_known_by_its_number_and_seated_in_its_region() -> None:
    draft = organisation(row(activity_type="PRC", country="UK", nuts3="uke32", sme="TRUE"))
    (node,), (seat,) = draft.nodes, draft.links
    assert (node.class_name, node.id) == ("Firm", ACME.id)
    assert node.properties["regionCode"] == "UKE32"
    assert node.properties["isSme"] == "true"
    assert (seat.type, seat.start, seat.end) == ("LOCATED_IN", ACME, NodeRef("Region", "UKE32"))
    assert not seat.required


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"nuts3": "DE111", "nuts2": "DE11", "country": "DE"}, "DE111"),
        ({"nuts2": "DE11", "country": "DE"}, "DE11"),
        ({"country": "DE"}, "DE"),
    ],
)
def test_the_smallest_stated_region_is_the_seat(cells: dict[str, str], code: str) -> None:
    assert organisation(row(**cells)).links[0].end.id == code


def test_without_any_region_there_is_no_seat() -> None:
    assert organisation(row()).links == ()


@pytest.mark.parametrize("geo", ["(51.5, -0.12)", "51.5,-0.12"])
def test_a_pair_of_coordinates_is_taken_apart(geo: str) -> None:
    properties = organisation(row(geo=geo)).nodes[0].properties
    assert (properties["latitude"], properties["longitude"]) == ("51.5", "-0.12")


def test_an_organisation_without_a_name_is_told_by_its_number() -> None:
    draft = organisation(Row("cordis", {"pic": "999"}))
    assert draft.nodes[0].properties["name"] == "PIC 999 (name unknown)"


def test_a_project_is_also_the_evidence_of_those_who_took_part() -> None:
    draft = project(
        row(
            title="Fast mills",
            end_date="2019-12-31 00:00:00",
            total_cost="1000,5",
            n_participants="3",
        )
    )
    node, evidence = draft.nodes
    assert (node.class_name, node.id) == ("Project", PROJECT.id)
    assert (node.properties["endsOn"], node.properties["totalCost"]) == ("2019-12-31", "1000.5")
    assert (evidence.class_name, evidence.id) == ("Evidence", EVIDENCE.id)
    assert dict(evidence.properties) == {
        "kind": "project", "title": "Fast mills", "issuedOn": "2019-12-31",
    }  # fmt: skip
    assert [(k.type, k.start, k.end) for k in draft.links] == [("REFERS_TO", EVIDENCE, PROJECT)]


@pytest.mark.parametrize("derive", [project, participation])
def test_an_rcn_names_another_project_than_the_equal_project_id(
    derive: Callable[[Row], Draft],
) -> None:
    rows = (Row("cordis", {key: "42", "pic": "999"}) for key in ("rcn", "project"))
    by_rcn, by_id = ({end for k in derive(row).links for end in (k.start, k.end)} for row in rows)
    assert by_rcn - {ACME} == {
        NodeRef(ref.label, ref.id.replace("cordis:", "cordis:rcn-")) for ref in by_id - {ACME}
    }


def test_a_part_in_a_project_is_a_derived_capability_with_the_project_as_evidence() -> None:
    draft = participation(row(role="coordinator", contribution="12,5"))
    (claim,) = draft.nodes
    assert (claim.id, dict(claim.properties)) == (CAPABILITY.id, {"status": "derived"})
    assert [(k.type, k.start, k.end) for k in draft.links] == [
        ("PARTNERED_IN", ACME, PROJECT),
        ("OFFERS", ACME, CAPABILITY),
        ("EVIDENCED_BY", CAPABILITY, EVIDENCE),
    ]
    assert draft.links[0].properties == {"role": "coordinator", "contribution": "12.5"}
    assert {k.type for k in draft.links if k.required} == {"OFFERS", "EVIDENCED_BY"}


def test_a_row_of_the_official_export_states_organisation_and_part() -> None:
    draft = organisation_in_project(row(activity_type="HES", country="DE"))
    assert [node.class_name for node in draft.nodes] == ["ResearchOrganisation", "Capability"]
    assert [k.type for k in draft.links] == [
        "LOCATED_IN", "PARTNERED_IN", "OFFERS", "EVIDENCED_BY",
    ]  # fmt: skip
