"""A region is found by code or by name."""

import pytest

from kg.errors import NotFoundError, UsageError
from kg.projection.projection import Projection
from kg.query.region_filter import find_region
from tests.factories import FakeCatalogue, firm, project, region

NUTS = project(
    FakeCatalogue(
        places=[
            region("UKE3", "South Yorkshire", "Yorkshire du Sud"),
            region("EL30", "Attiki"),
            region("FRK", "Auvergne-Rhône-Alpes"),
        ]
    )
)
EMPTY = project(FakeCatalogue())


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("UKE3", "UKE3"),
        (" uke3 ", "UKE3"),
        ("TLE3", "UKE3"),
        ("GBE3", "UKE3"),
        ("GR30", "EL30"),
        ("South Yorkshire", "UKE3"),
        ("SOUTH YORKSHIRE", "UKE3"),
        ("yorkshire du sud", "UKE3"),
        ("auvergne-rhône-alpes", "FRK"),
    ],
)
def test_a_region_is_found_by_any_spelling_of_code_or_name(wanted: str, code: str) -> None:
    assert find_region(NUTS, wanted) == code


def test_a_misspelt_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(NotFoundError, match="no region 'South Yorkshir'; did you mean 'South York"):
        find_region(NUTS, "South Yorkshir")


@pytest.mark.parametrize("wanted", ["Atlantis", "ZZ99"])
def test_what_is_near_to_nothing_is_answered_with_an_example(wanted: str) -> None:
    with pytest.raises(NotFoundError, match="try a NUTS code such as UKE3"):
        find_region(NUTS, wanted)


def test_another_name_that_only_looks_alike_is_not_suggested() -> None:
    italy = project(FakeCatalogue(places=[region("ITF47", "Bari")]))
    with pytest.raises(NotFoundError, match="no region 'Bavaria'; try a NUTS code such as UKE3"):
        find_region(italy, "Bavaria")


@pytest.mark.parametrize("projection", [NUTS, EMPTY], ids=["regions", "no regions"])
@pytest.mark.parametrize("wanted", ["", " \t"])
def test_an_empty_region_is_refused_as_such(projection: Projection, wanted: str) -> None:
    with pytest.raises(UsageError, match="the region is empty; name one, such as UKE3"):
        find_region(projection, wanted)


def test_a_name_of_nested_regions_means_the_widest() -> None:
    codes = ("LU000", "LU", "LU0", "LU00")
    places = [region(code, "Luxembourg") for code in codes]
    assert find_region(project(FakeCatalogue(places=places)), "Luxembourg") == "LU"


def test_accents_and_signs_between_words_do_not_matter() -> None:
    assert find_region(NUTS, "auvergne rhone alpes") == "FRK"


@pytest.mark.parametrize("wanted", ["FR71", "fr71"])
def test_a_former_code_means_the_region_that_took_it_over(wanted: str) -> None:
    places = [region("FRK", "Auvergne-Rhône-Alpes"), region("FRK2", "Rhône-Alpes")]
    projection = project(FakeCatalogue(former={"FR71": "FRK2"}, places=places))
    assert find_region(projection, wanted) == "FRK2"


@pytest.mark.parametrize(
    ("wanted", "code"), [("uke3", "UKE3"), ("TLE3", "UKE3"), ("UK", "UK"), ("UKE31", "UKE31")]
)
def test_without_regions_a_code_is_as_good_as_the_seats_within_it(wanted: str, code: str) -> None:
    seated = project(FakeCatalogue([firm("Acme", region="UKE31")]))
    assert find_region(seated, wanted) == code


@pytest.mark.parametrize("wanted", ["DE", "UKE4", "Leeds", "U"])
def test_without_regions_a_code_without_a_seat_in_it_is_refused(wanted: str) -> None:
    seated = project(FakeCatalogue([firm("Acme", region="UKE31"), firm("Beta")]))
    with pytest.raises(NotFoundError, match="holds no regions; try: kg ingest nuts PATH"):
        find_region(seated, wanted)


def test_five_letters_of_a_town_are_no_code() -> None:
    with pytest.raises(NotFoundError, match="no region 'Leeds'"):
        find_region(EMPTY, "Leeds")


def test_without_regions_a_name_is_answered_with_the_next_step() -> None:
    with pytest.raises(NotFoundError, match="holds no regions; try: kg ingest nuts PATH"):
        find_region(EMPTY, "South Yorkshire")
