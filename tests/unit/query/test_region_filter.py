"""A region is found by code or by name."""

import pytest

from kg.errors import NotFoundError
from kg.query.region_filter import find_region
from tests.factories import FakeCatalogue, project, region

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


@pytest.mark.parametrize("wanted", ["Atlantis", "ZZ99", ""])
def test_what_is_near_to_nothing_is_answered_with_an_example(wanted: str) -> None:
    with pytest.raises(NotFoundError, match="try a NUTS code such as UKE3"):
        find_region(NUTS, wanted)


@pytest.mark.parametrize(("wanted", "code"), [("uke3", "UKE3"), ("TLE3", "UKE3"), ("DE", "DE")])
def test_without_regions_a_code_is_taken_at_its_word(wanted: str, code: str) -> None:
    assert find_region(EMPTY, wanted) == code


def test_without_regions_a_name_is_answered_with_the_next_step() -> None:
    with pytest.raises(NotFoundError, match="holds no regions; try: kg ingest nuts PATH"):
        find_region(EMPTY, "South Yorkshire")
