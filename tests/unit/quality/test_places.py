"""Names of cities, postal codes and middles of regions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import NodeRef
from kg.quality.centres import FAR_KM, Centres
from kg.quality.place_names import city_key
from kg.quality.postal_codes import FORMS, countries_of, has_form, plain, postal_area, with_zeros
from kg.quality.seats import Seat

COUNTRIES = st.sampled_from(sorted(FORMS))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("München", "MUENCHEN"),
        ("Paris", "PARIS CEDEX 05"),
        ("Łódź", "Lodz"),
        ("D√ºsseldorf", "Düsseldorf"),
        ("L'Aquila", "L AQUILA"),
        ("Kempten (Allgäu)", "kempten"),
    ],
)
def test_spellings_of_a_city_are_one(one: str, other: str) -> None:
    assert city_key(one) == city_key(other) != ""


@given(st.text(max_size=30))
def test_a_city_s_key_is_its_own_key(name: str) -> None:
    assert city_key(city_key(name)) == city_key(city_key(city_key(name)))


@pytest.mark.parametrize(
    ("country", "code", "area"),
    [
        ("DE", "80331", "803"),
        ("DE", "1099", "010"),
        ("UK", "S9 3XA", "S9"),
        ("UK", "sw1a 1aa", "SW1A"),
        ("NL", "1012 AB", "10"),
        ("PT", "4000-123", "400"),
        ("IE", "D6W XY00", "D6W"),
        ("DE", "S9 3XA", ""),
        ("DE", "", ""),
        ("QQ", "123", ""),
    ],
)
def test_the_area_of_a_postal_code(country: str, code: str, area: str) -> None:
    assert postal_area(country, code) == area


def test_a_code_of_a_country_that_is_not_known_is_not_judged() -> None:
    assert has_form("QQ", "anything")
    assert with_zeros("QQ", "1") is None


@given(COUNTRIES, st.text(max_size=12))
def test_a_code_with_its_zeros_is_one_of_the_country(country: str, code: str) -> None:
    whole = with_zeros(country, code)
    if whole is not None:
        assert has_form(country, whole)
        assert with_zeros(country, whole) is None


@given(COUNTRIES, st.text(max_size=12))
def test_a_plain_code_stays_as_it_is(country: str, code: str) -> None:
    assert plain(country, plain(country, code)) == plain(country, code)


@given(st.from_regex(FORMS["UK"], fullmatch=True))
def test_a_british_code_is_found_to_be_one(code: str) -> None:
    assert "UK" in list(countries_of(code))


def at(number: int, latitude: float, longitude: float) -> Seat:
    node = NodeRef("Organisation", str(number))
    return Seat(node, (), "DE", "DE212", "", "", (latitude, longitude), "", "")


near = st.tuples(st.floats(48, 48.3), st.floats(11.4, 11.8))


@given(st.lists(near, min_size=6, max_size=20), st.floats(0, 1))
def test_less_than_half_of_wrong_points_do_not_hide_themselves(
    points: list[tuple[float, float]], share: float
) -> None:
    count = int(share * (len(points) - 1) / 2)
    seats = [at(n, *point) for n, point in enumerate(points)]
    wrong = [at(100 + n, 53.5, 10.0) for n in range(count)]
    centre = Centres([*seats, *wrong]).of(seats[0])
    assert centre is not None
    assert all(centre.distance(seat.point) <= FAR_KM for seat in seats if seat.point)
    assert all(centre.distance(seat.point) > centre.reach for seat in wrong if seat.point)
