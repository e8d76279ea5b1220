"""Clues sum to a weight, the weight is a probability, and some pairs are always asked."""

import math
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ingest.resolution.pair import Profile
from kg.ingest.resolution.weights import outcome, probability
from tests.unit.ingest.resolution.pairs import body, compared, weights

ORDER = ("different", "ask", "same")
PROFILES = st.builds(
    Profile,
    id=st.sampled_from(["a", "b", "c"]),
    name=st.sampled_from(["Hallam Ltd", "Hallam Castings", "HC", "Ulm University", "Uni Ulm", "-"]),
    alternative_names=st.sampled_from([(), ("HC",), ("UU", "Universität Ulm")]),
    kind=st.sampled_from([None, "Firm", "ResearchOrganisation"]),
    country=st.sampled_from([None, "DE", "UK", "GB"]),
    region=st.sampled_from([None, "DE144", "UKE3"]),
    city=st.sampled_from([None, "Ulm", "Sheffield"]),
    website=st.sampled_from([None, "www.uni-ulm.de", "hallam.example"]),
    identifiers=st.sampled_from([{}, {"vat": frozenset({"GB1"})}, {"pic": frozenset({"1", "2"})}]),
)


@settings(deadline=None)  # the machine may be busy
@given(PROFILES, PROFILES)
def test_the_order_does_not_matter(left: Profile, right: Profile) -> None:
    assert compared(left, replace(right, id="z")) == compared(replace(right, id="z"), left)


@settings(deadline=None)  # the machine may be busy
@given(PROFILES, PROFILES)
def test_the_clues_sum_to_the_probability(left: Profile, right: Profile) -> None:
    found = compared(left, right)
    bits = sum(clue.weight for clue in found.clues)
    assert math.isclose(found.probability, 1 / (1 + 2**-bits), rel_tol=1e-9)
    assert all(clue.reason for clue in found.clues)


@settings(deadline=None)  # the machine may be busy
@given(
    st.floats(0, 1), st.floats(0, 1), st.tuples(st.booleans(), st.booleans()),
    st.floats(0.5, 1), st.floats(0, 0.4),
)  # fmt: skip
def test_what_is_likelier_is_never_less_the_same(
    one: float, other: float, rules: tuple[bool, bool], same: float, different: float
) -> None:
    table = replace(weights(), same=same, different=different)
    low, high = sorted((one, other))
    lower, higher = (
        ORDER.index(outcome(bits, table, is_always_asked=rules[0], is_of_namesakes=rules[1]))
        for bits in (low, high)
    )
    assert lower <= higher


@settings(deadline=None)  # the machine may be busy
@given(st.floats(-1000, 1000), st.floats(-1000, 1000))
def test_more_bits_are_more_likely(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= probability(low) <= probability(high) <= 1


def test_one_name_in_two_countries_is_asked() -> None:
    tallinn = body("CYBERNETICA AS", "pic:1", country="EE", city="Tallinn", kind="Firm")
    trondheim = body("CYBERNETICA AS", "pic:2", country="NO", city="Trondheim", kind="Firm")
    assert compared(tallinn, trondheim).outcome == "ask"


def test_a_body_with_two_pics_in_two_countries_is_asked() -> None:
    name = "FEDERATION EUROPEENNE DES GEOLOGUES"
    brussels = body(name, "a", country="BE", identifiers={"pic": frozenset({"907549752"})})
    paris = body(name, "b", country="FR", identifiers={"pic": frozenset({"983318392"})})
    assert compared(brussels, paris).outcome == "ask"


def test_a_name_and_its_acronym_are_asked_whatever_else_speaks_against() -> None:
    long = body("European Space Agency", "a", country="FR", website="esa.example")
    short = body("ESA", "b", country="IT", website="other.example")
    assert compared(long, short).outcome == "ask"


def test_a_firm_written_in_two_ways_in_one_town_is_the_same() -> None:
    one = body("Hallam Precision Castings Limited", "a", country="UK", city="Sheffield")
    other = body("HALLAM PRECISION CASTINGS LTD.", "b", country="UK", city="SHEFFIELD")
    assert compared(one, other).outcome == "same"


def test_one_vat_number_outweighs_another_name() -> None:
    vat = {"vat": frozenset({"GB123456789"})}
    one = body("Hallam Castings Ltd", "a", country="UK", identifiers=vat)
    other = body("Rother Forge Ltd", "b", country="UK", identifiers=vat)
    assert compared(one, other).outcome == "same"


def test_two_vat_numbers_outweigh_an_equal_name_and_town() -> None:
    one = body("Hallam Castings Ltd", "a", country="UK", city="Sheffield",
               identifiers={"vat": frozenset({"GB1"})})  # fmt: skip
    other = replace(one, id="b", identifiers={"vat": frozenset({"GB2"})})
    assert compared(one, other).outcome == "ask"


def test_neighbours_of_another_trade_are_different() -> None:
    one = body("Hallam Castings Ltd", "a", country="UK", city="Sheffield", kind="Firm")
    other = body("Rother Brewery Trust", "b", country="UK", city="Sheffield", kind="Association")
    assert compared(one, other).outcome == "different"
