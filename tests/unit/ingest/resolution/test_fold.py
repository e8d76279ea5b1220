"""Texts are compared in plain letters, whatever the spelling."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ingest.resolution.fold import fold


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("MÜNCHEN", ["munchen"]),
        ("Muenchen", ["munchen"]),
        ("S.p.A.", ["spa"]),
        ("Sp. z o.o.", ["sp", "zoo"]),
        ("A/S", ["as"]),
        ("R&D", ["rd"]),
        ("Müller & Söhne", ["muller", "and", "sohne"]),
        ("L'École", ["l", "ecole"]),
        ("Łódź", ["lodz"]),
        ("Straße", ["strasse"]),
        ("Ærø", ["aro"]),
        ("Πολυτεχνείο", ["polytechneio"]),
        ("Институт", ["institut"]),
        ("M√ºnchen", ["munchen"]),
        ("", []),
    ],
)
def test_spellings_of_one_word_are_one(text: str, words: list[str]) -> None:
    assert fold(text) == words


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=40))
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    once = fold(text)
    assert fold(" ".join(once)) == once
    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in once)
