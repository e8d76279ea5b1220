"""Pairs worth a comparison are found without comparing all with all."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ingest.resolution.candidates import NEIGHBOURS, candidate_pairs
from kg.ingest.resolution.pair import Profile
from kg.ingest.resolution.resolver import Resolver
from kg.ingest.resolution.traits import read_traits
from tests.unit.ingest.resolution.pairs import body, vocabulary, weights

VAT = {"vat": frozenset({"1"})}
# Others of which none is a candidate with those of a test.
CROWD = [
    body(f"{first}{second} Works", f"x:{first}{second}", country="FR", city=f"{second}ville")
    for first in ("Alber", "Bran", "Corvi", "Dolme", "Estra", "Falgo", "Grosse", "Hivert")
    for second in ("nac", "lieu", "mont", "zon", "quer")
]


def found(*profiles: Profile) -> set[frozenset[str]]:
    everybody = [*profiles, *CROWD]
    traits = [read_traits(profile, vocabulary()) for profile in everybody]
    pairs = candidate_pairs(traits, vocabulary())
    return {frozenset((everybody[left].id, everybody[right].id)) for left, right in pairs}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (body("A B", identifiers=VAT), body("C D", identifiers=VAT)),
        (body("Rother", website="www.rh.example"), body("Hallam", website="rh.example/en")),
        (body("Rother", phone="+44 114 4960000"), body("Hallam", phone="0114 4960000")),
        (body("Hallam Castings Ltd"), body("HALLAM CASTINGS LIMITED")),
        (body("Universität Wien"), body("University of Vienna")),
        (body("European Space Agency"), body("ESA")),
        (body("Hallam", alternative_names=("HCX",)), body("HCX")),
        (body("Hallam Castings"), body("Forge of Hallam")),
        (body("Halam Castings"), body("Hallam Foundry")),
        (body("Enco Srl", city="Napoli"), body("Eno Srl", city="Napoli")),
        (body("Instituto Tecnologico Agrario", city="Leon"),
         body("Instituto Tecnologico A", city="León")),
    ],
)  # fmt: skip
def test_what_two_share_makes_them_a_candidate(one: Profile, other: Profile) -> None:
    pair = replace(one, id="1"), replace(other, id="2")
    assert frozenset(("1", "2")) in found(*pair)


def test_those_who_share_nothing_are_no_candidate() -> None:
    assert found(body("Rother Brewery", "1"), body("Hallam Castings", "2")) == found()


def test_a_name_that_very_many_bear_takes_no_more_than_its_neighbours() -> None:
    count = 4 * NEIGHBOURS
    many = [body("Stadtwerke", f"{i:04d}", city=f"Ort{i}") for i in range(count)]
    pairs = {pair for pair in found(*many) if all(id_.isdigit() for id_ in pair)}
    assert count < len(pairs) <= count * NEIGHBOURS


@settings(deadline=None)  # the machine may be busy
@given(
    st.lists(st.sampled_from(["Hallam Ltd", "HALLAM", "Rother Forge", "RF", "Rother"]), max_size=7)
)
def test_every_pair_comes_once_and_equal_names_always(names: list[str]) -> None:  # fmt: skip
    profiles = [body(name, str(number)) for number, name in enumerate(names)]
    traits = [read_traits(profile, vocabulary()) for profile in profiles]
    pairs = list(candidate_pairs(traits, vocabulary()))
    assert pairs == sorted(set(pairs))
    equal = {(i, j) for i, j in combinations(range(len(names)), 2) if names[i] == names[j]}
    assert equal <= set(pairs)


def test_the_resolver_leaves_out_what_is_different_and_orders_by_id() -> None:
    profiles = [
        body("Hallam Castings Ltd", "b", country="UK", city="Sheffield"),
        body("Hallam Castings Limited", "a", country="UK", city="Sheffield"),
        body("Rother Brewery", "c", country="UK", city="Sheffield"),
    ]
    [comparison] = Resolver(profiles, vocabulary(), weights()).comparisons()
    assert (comparison.left, comparison.right, comparison.outcome) == ("a", "b", "same")


def test_nobody_gives_nothing() -> None:
    assert list(Resolver([], vocabulary(), weights()).comparisons()) == []
