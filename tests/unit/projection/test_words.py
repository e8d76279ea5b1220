"""Words that carry meaning, as stems."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import WORDS


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("milling mills milled", ["mill", "mill", "mill"]),
        ("Fräsen", ["frasen"]),
        ("précision", ["precis"]),
        ("C++ and C#", ["c++", "c#"]),
        ("Ti-6Al-4V", ["ti", "6al", "4v"]),
        ("ISO 9001:2015", ["iso", "9001", "2015"]),
        ("--- +++ ...", []),
        ("", []),
    ],
)
def test_text_is_split_folded_and_stemmed(text: str, stems: list[str]) -> None:
    assert WORDS.stems(text) == stems


@pytest.mark.parametrize("text", ["the of and with", "der die das und mit", "le la les avec dans"])
def test_stop_words_of_three_languages_are_left_out(text: str) -> None:
    assert WORDS.stems(text) == []


@pytest.mark.parametrize(
    "text", ["looking for a partner", "wir suchen", "nous cherchons", "who can", "our"]
)
def test_what_every_need_says_is_left_out(text: str) -> None:
    assert WORDS.stems(text) == []


@pytest.mark.parametrize("word", ["für", "über", "können", "fur", "FÜR", "même"])
def test_stop_words_are_left_out_with_and_without_their_accents(word: str) -> None:
    assert WORDS.stems(word) == []


def test_case_and_accents_do_not_matter() -> None:
    assert WORDS.stems("MÜLLER") == WORDS.stems("muller") == WORDS.stems("Mu\u0308ller")


def test_many_texts_give_a_list_each() -> None:
    assert WORDS.all_stems(["milling", ""]) == [["mill"], []]


@given(st.text(max_size=40))
def test_no_text_breaks_the_splitter(text: str) -> None:
    assert all(WORDS.stems(text))
