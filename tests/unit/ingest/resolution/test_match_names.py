"""Names are compared word by word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ingest.resolution.align import is_beginning, is_slip
from kg.ingest.resolution.match_names import (
    LIKENESSES,
    Likeness,
    NameMatch,
    match_names,
)
from kg.ingest.resolution.names import read_name
from tests.unit.ingest.resolution.pairs import vocabulary

WORDS = st.sampled_from(
    ["hallam", "precision", "university", "sheffield", "2", "energy", "de", "gmbh", "ltd", "uk"]
)


def matched(one: str, other: str) -> NameMatch:
    left, right = (read_name(text, vocabulary()) for text in (one, other))
    assert left is not None
    assert right is not None
    return match_names(left, right, vocabulary())


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Hallam Castings Ltd", "HALLAM CASTINGS LIMITED", "equal"),
        ("University of Sheffield", "Sheffield, University of", "same meaning"),
        ("Hallam Castings", "Halam Castings", "same but spelling"),
        ("Kiolis", "Keolis SA", "only word misspelt"),
        ("Hallam Aqua Culturing", "Hallam Aquaculturing", "equal"),
        ("Universität Rostock", "Universitt Rostock", "same but spelling"),
        ("Hallam Precision Cast", "Hallam Precision Castings of Sheffield", "one is cut short"),
        ("STAM", "STAMTECH", "one is cut short"),
        ("Universität Ulm", "Universitätsklinikum Ulm", "one has common words more"),
        ("Hallam Energy", "Hallam", "one has common words more"),
        ("Hallam Castings", "Hallam", "one has own words more"),
        ("Institute of Physics", "Institute of Physics of Hallam", "one has common words only"),
        ("Hallam Castings Works North", "Hallam Castings Yard North", "share most"),
        ("Hallam Castings", "Hallam Forgings", "share some"),
        ("Hallam Energy", "Rother Energy", "share little"),
    ],
)
def test_likeness(one: str, other: str, likeness: Likeness) -> None:
    assert matched(one, other).likeness == likeness


def test_two_towns_in_a_long_name_are_no_slip() -> None:
    one = "Institut National des Sciences Appliquées de Rouen"
    other = "Institut National des Sciences Appliquées de Lyon"
    assert matched(one, other).likeness not in ("equal", "same meaning", "same but spelling")


def test_numbers_are_not_misspelt() -> None:
    assert matched("Hallam Kindergarten 1", "Hallam Kindergarten 2").only_left == ("1",)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("castings", "casting", True),
        ("castings", "catsings", True),
        ("bosch", "posch", True),
        ("noma", "soma", False),
        ("unit1", "unit2", False),
    ],
)
def test_longer_words_may_have_a_slip(one: str, other: str, expected: bool) -> None:
    assert is_slip(one, other) is is_slip(other, one) is expected


def test_a_word_may_be_cut_to_its_beginning() -> None:
    assert is_beginning("univ", "UNIVERSITY")
    assert not is_beginning("un", "university")


@settings(deadline=None)  # the machine may be busy
@given(st.lists(WORDS, min_size=1, max_size=6), st.lists(WORDS, min_size=1, max_size=6))
def test_comparing_names_is_symmetric(one: list[str], other: list[str]) -> None:
    there = matched(" ".join(one), " ".join(other))
    back = matched(" ".join(other), " ".join(one))
    assert there.likeness == back.likeness
    assert sorted(there.only_left) == sorted(back.only_right)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_a_name_equals_itself(words: list[str]) -> None:
    assert matched(" ".join(words), " ".join(words)).likeness == LIKENESSES[0]
