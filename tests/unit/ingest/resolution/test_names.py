"""A name is taken apart: legal form, meaning, acronyms beside it, initials."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ingest.resolution.names import Name, all_readings, read_name
from tests.unit.ingest.resolution.pairs import vocabulary


def name(text: str) -> Name:
    found = read_name(text, vocabulary())
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "key", "forms"),
    [
        ("Linde G.m.b.H.", "linde", {"gmbh"}),
        ("Linde Gesellschaft mit beschränkter Haftung", "linde", {"gmbh"}),
        ("Hauser GmbH & Co. KG", "hauser", {"gmbh-co-kg"}),
        ("UAB Modernios", "modernios", {"uab"}),
        ("Schulz A/S", "schulz", {"as"}),
        ("KONE Oyj", "kone", {"oy"}),
        ("Instal Sp. z o.o.", "instal", {"spzoo"}),
        ("Instal spółka z ograniczoną odpowiedzialnością", "instal", {"spzoo"}),
        ("Teseo SRL Tecnologie", "teseotecnologie", {"srl"}),
        # In the middle few forms are unmistakable, and a name that is all form is kept.
        ("Bath Spa University", "bathspauniversity", set()),
        ("SA", "sa", set()),
    ],
)
def test_legal_forms_are_taken_out(text: str, key: str, forms: set[str]) -> None:
    assert (name(text).key, name(text).legal_forms) == (key, forms)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Technische Universität Wien", "Vienna University of Technical"),
        ("Universidad de Sevilla", "University of Seville"),
        ("Politechnika Warszawska", "Technical University of Warsaw"),
        ("Comune di Milano", "Municipality of Milan"),
        ("Academy Institut II", "Akademie, Institute 2"),
    ],
)
def test_common_words_and_cities_mean_the_same_in_several_languages(one: str, other: str) -> None:
    assert name(one).meaning_key == name(other).meaning_key


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("Technische Universität München (TUM)", {"TUM", "Technische Universität München"}),
        ("CCT - Council on Clean Transport", {"CCT", "Council on Clean Transport"}),
        ("Council (for European Shippers)", set()),
        ("Baker - Miller - Smith", set()),
        ("STMicroelectronics (Tours)", set()),
    ],
)
def test_an_acronym_beside_a_name_is_read_apart(text: str, readings: set[str]) -> None:
    assert set(all_readings(text)) == {text, *readings}


def test_initials_are_made_with_small_words_and_without() -> None:
    assert {"uotal", "ual"} <= name("University of the Arts London").initials


def test_a_name_of_two_words_keeps_what_is_empty_elsewhere() -> None:
    assert name("BEL V").key == "belv"
    assert name("The Economist").key == "economist"


def test_a_name_without_letters_is_none() -> None:
    assert read_name(" - ", vocabulary()) is None


@settings(deadline=None)  # the machine may be busy
@given(st.text(min_size=1, max_size=60))
def test_reading_the_words_of_a_name_gives_the_same_words_at_last(text: str) -> None:
    # Taking a legal form out may bring the next one to the end of the name.
    words, before = read_name(text, vocabulary()), None
    while words is not None and words.words != before:
        before = words.words
        words = read_name(" ".join(before), vocabulary())
    assert words is None or name(" ".join(words.words)).key == words.key
