"""Each check of places, kept and broken, on the smallest graph that shows it."""

import pytest

from tests.unit.quality.surveys import Part, found, ids, link, seat, survey, town
from tests.unit.quality.surveys import a as made

MUNICH, DRESDEN, PARIS = (48.14, 11.58), (51.05, 13.74), (48.86, 2.35)


@pytest.mark.parametrize(("point", "is_broken"), [(MUNICH, False), (PARIS, True), (None, False)])
def test_a_point_lies_in_the_country(point: tuple[float, float] | None, is_broken: bool) -> None:
    findings = found("pointOutsideCountry", *seat("f", "DE21", point=point))
    assert ids(findings) == ["f"] * is_broken


def test_a_point_outside_names_value_reason_and_record() -> None:
    [finding] = found("pointOutsideCountry", *seat("f", "DE21", point=PARIS))
    assert (finding.term, finding.value) == ("latitude, longitude", "48.86, 2.35")
    assert finding.reason.endswith("km outside of DE")
    assert finding.records == ("demo/members.organisation/f@demo-1",)
    assert finding.sources == ("demo",)


def test_the_country_is_that_of_the_organisation_where_no_region_is_known() -> None:
    [finding] = found(
        "pointOutsideCountry", made("Firm", "f", country="DE", latitude=48.86, longitude=2.35)
    )
    assert finding.node.id == "f"


def test_a_point_far_from_those_of_its_region_is_told() -> None:
    town_parts = list(town("München", "DE212", 6, MUNICH))
    assert found("pointFarFromRegion", *town_parts) == []
    findings = found("pointFarFromRegion", *town_parts, *seat("far", "DE212", point=DRESDEN))
    assert ids(findings) == ["far"]
    assert "DE212" in findings[0].reason


def test_too_few_points_have_no_middle() -> None:
    parts = [*town("München", "DE212", 3, MUNICH), *seat("far", "DE212", point=DRESDEN)]
    assert found("pointFarFromRegion", *parts) == []


@pytest.mark.parametrize("written", ["München", "MUENCHEN", "Munchen", "München (Schwabing)"])
def test_a_city_in_another_region_than_its_others_is_told(written: str) -> None:
    parts = [*town("München", "DE212", 4), *seat("wrong", "DED21", written)]
    findings = found("regionOfAnotherPlace", *parts)
    assert ids(findings) == ["wrong"]
    assert findings[0].reason == f"of 4 others in {written} 4 are in DE21 and 0 here"


def test_the_district_around_a_town_is_no_other_place() -> None:
    parts = [*town("München", "DE212", 4), *seat("near", "DE21H", "München")]
    assert found("regionOfAnotherPlace", *parts) == []


def test_two_others_are_too_few_to_deny_a_region() -> None:
    parts = [*town("Frankfurt", "DE712", 2), *seat("oder", "DE403", "Frankfurt")]
    assert found("regionOfAnotherPlace", *parts) == []


def test_a_city_in_several_regions_denies_none() -> None:
    parts = [*town("London", "UKI31", 5), *seat("east", "UKI41", "London")]
    east = [part for n in range(3) for part in seat(f"east-{n}", "UKI41", "London")]
    assert found("regionOfAnotherPlace", *parts, *east) == []


def test_the_same_name_in_another_country_is_another_city() -> None:
    parts = [*town("Cambridge", "UKH12", 4), *seat("us", "DE212", "Cambridge")]
    assert found("regionOfAnotherPlace", *parts) == []


def test_others_with_the_same_postal_area_deny_a_region() -> None:
    others = [part for n in range(3) for part in seat(f"o{n}", "DE212", postalCode=f"8033{n}")]
    findings = found("regionOfAnotherPlace", *others, *seat("wrong", "DED21", postalCode="80399"))
    assert ids(findings) == ["wrong"]
    assert "postal codes of 803" in findings[0].reason


def test_who_shares_a_point_s_surroundings_denies_the_region_of_a_far_point() -> None:
    parts = [
        *town("Dresden", "DED21", 5, DRESDEN),
        *town("München", "DE212", 5, MUNICH),
        *seat("wrong", "DED21", "Garching", (48.2, 11.6)),
    ]
    assert ids(found("regionOfAnotherPlace", *parts)) == ["wrong"]


def test_a_town_at_a_border_is_not_denied_by_its_neighbours() -> None:
    mannheim, ludwigshafen = (49.487, 8.466), (49.481, 8.446)
    parts = [
        *town("Mannheim", "DE126", 8, mannheim),
        *town("Kaiserslautern", "DEB32", 5, (49.44, 7.77)),
        *seat("bridge", "DEB34", "Ludwigshafen", ludwigshafen),
    ]
    assert found("regionOfAnotherPlace", *parts) == []


def test_a_point_that_is_wrong_does_not_make_the_region_wrong() -> None:
    parts = [
        *town("Dresden", "DED21", 5, DRESDEN),
        *town("München", "DE212", 5, MUNICH),
        *seat("wrong-point", "DED21", "Dresden", MUNICH),
    ]
    assert found("regionOfAnotherPlace", *parts) == []
    assert ids(found("pointFarFromRegion", *parts)) == ["wrong-point"]


def piled(source: str, *cities: str) -> list[Part]:
    parts: list[Part] = [part for city in set(cities) for part in town(city, "DE212", 11)]
    for number, city in enumerate(cities):
        parts += seat(f"piled-{number}", "DED21", city, source=source)
    return parts


def test_organisations_of_several_cities_in_one_wrong_region_are_a_pile() -> None:
    [finding] = found("piledIntoRegion", *piled("old", "A", "B", "C", "D"))
    assert (finding.node.label, finding.node.id, finding.sources) == ("Region", "DED21", ("old",))
    assert finding.reason == (
        "4 of 4 organisations that old puts here are of cities elsewhere: A, B, C, D"
    )


@pytest.mark.parametrize("cities", [("A", "B", "C"), ("A", "A", "A", "A")])
def test_few_organisations_or_one_city_are_no_pile(cities: tuple[str, ...]) -> None:
    assert found("piledIntoRegion", *piled("old", *cities)) == []


def test_a_pile_is_a_good_part_of_what_a_source_has_in_the_region() -> None:
    parts = piled("old", "A", "B", "C", "D")
    right = [part for n in range(20) for part in seat(f"r{n}", "DED21", "Dresden", source="old")]
    assert found("piledIntoRegion", *parts, *right) == []


def test_seats_are_read_from_the_location_or_else_the_stated_code() -> None:
    firm, munich = made("Firm", "f", regionCode="TLE32"), made("Region", "DE212", country="DE")
    [stated] = survey(firm).places.seats
    [located] = survey(firm, munich, link(firm, "LOCATED_IN", munich)).places.seats
    assert (stated.region, stated.country) == ("UKE32", "UK")
    assert (located.region, located.country) == ("DE212", "DE")
