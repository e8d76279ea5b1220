"""Codes of any version and spelling lead to the region in force."""

import pytest

from kg.ingest.regions import RegionCodes

CODES = RegionCodes(
    frozenset({"UK", "UKE", "UKE3", "EL", "EL30", "FR", "FRK", "FRK2", "DE300"}),
    {"FR71": "FRK2", "UKE9": "UKE3"},
)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("UKE3", "UKE3"),
        ("uke3", "UKE3"),
        ("TLE3", "UKE3"),
        ("GBE3", "UKE3"),
        ("GB", "UK"),
        ("GR30", "EL30"),
        ("FR71", "FRK2"),
        ("TLE9", "UKE3"),
        ("UKE4", None),
        ("", None),
    ],
)
def test_a_code_finds_its_region(code: str, found: str | None) -> None:
    assert CODES.find(code) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("UKE31", "UKE3"),
        ("TLE31", "UKE3"),
        ("UKE44", "UKE"),
        ("GRX", "EL"),
        ("FR714", "FRK2"),
        ("FR99", "FR"),
        ("DE300", "DE300"),
        ("DE3", None),
        ("X", None),
    ],
)
def test_a_code_that_is_not_known_finds_the_region_around(code: str, found: str | None) -> None:
    assert CODES.find_around(code) == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("UKE31", ["UKE3", "UKE", "UK"]),
        ("UKE3", ["UKE3", "UKE", "UK"]),
        ("FR714", ["FRK2", "FR"]),
        ("DE3", []),
        ("", []),
    ],
)
def test_all_regions_around_a_code_are_found_smallest_first(code: str, found: list[str]) -> None:
    assert CODES.all_around(code) == found


def test_a_region_that_two_beginnings_lead_to_is_named_once() -> None:
    codes = RegionCodes(frozenset({"UKE"}), {"UKE3": "UKE"})
    assert codes.all_around("UKE31") == ["UKE"]


def test_without_regions_nothing_is_found() -> None:
    assert RegionCodes().find_around("UKE3") is None
