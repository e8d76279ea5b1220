"""A profile says what the graph has of an organisation."""

from kg.graph.profile_rows import ProfileRow
from kg.ingest.resolution.profiles import profile_of
from kg.model import Value


def row(id_: str = "demo:a", merged: tuple[str, ...] = (), **properties: Value) -> ProfileRow:
    given = {"name": "Acme", **properties}
    return ProfileRow(id_, "Firm", given, ("demo/t/a@demo-1", "x/t/a@x-2"), "UKE3", merged)


def test_identifiers_are_told_by_kind_and_a_company_number_by_country() -> None:
    found = profile_of(
        row("pic:1", ("demo:a", "pic:2"), vatNumber="GB1", companyNumber="7", country="UK")
    )
    assert found.identifiers == {
        "vat": {"GB1"}, "pic": {"1", "2"}, "company number of UK": {"7"},
    }  # fmt: skip


def test_a_point_has_both_coordinates_and_a_country_follows_from_the_region() -> None:
    found = profile_of(row(latitude=1.5, longitude=2.5, alternativeName=("A", "B")))
    assert (found.point, found.country, found.kind) == ((1.5, 2.5), "UK", "Firm")
    assert (found.alternative_names, found.sources) == (("A", "B"), ("demo", "x"))
    assert profile_of(row(latitude=1.5)).point is None


def test_street_and_telephone_number_are_compared() -> None:
    found = profile_of(row(street="Forge Lane 12", phone="+44 114 496 0000"))
    assert (found.address, found.phone) == ("Forge Lane 12", "+44 114 496 0000")
