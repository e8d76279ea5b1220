"""Labels that stand in a text word for word."""

import pytest

from kg.projection.phrases import LONGEST_PHRASE, Phrases

LABELS = [["mill"], ["five", "axi", "mill"], ["mill"], ["iso", "9001"], ["c"], [], ["a"] * 9]
PHRASES = Phrases.of(LABELS)


@pytest.mark.parametrize(
    ("stems", "rows"),
    [
        (["mill", "titanium"], [0, 2]),
        (["five", "axi", "mill"], [1]),
        (["five", "axi"], []),
        (["five", "axi", "mill", "mill"], [1, 0, 2]),
        ([], []),
    ],
)
def test_the_longest_labels_of_a_text_are_found(stems: list[str], rows: list[int]) -> None:
    assert PHRASES.find_in(stems) == rows


@pytest.mark.parametrize("stems", [["iso", "9001"], ["c"]])
def test_standards_and_single_letters_tell_nothing(stems: list[str]) -> None:
    assert PHRASES.find_in(stems) == []


def test_a_label_is_found_wherever_it_stands_in_the_text() -> None:
    phrases = Phrases.of([["heat", "treat"]])
    assert phrases.find_in(["steel", "heat", "treat", "oil"]) == [0]


def test_a_label_is_found_in_the_order_of_its_words_only() -> None:
    assert Phrases.of([["heat", "treat"]]).find_in(["treat", "heat"]) == []


def test_a_standard_beside_a_word_that_tells_something_is_a_label() -> None:
    assert Phrases.of([["iso", "9001", "audit"]]).find_in(["iso", "9001", "audit"]) == [0]


def test_labels_beyond_the_longest_are_not_looked_for() -> None:
    assert LONGEST_PHRASE < 9
    assert PHRASES.find_in(["a"] * 9) == []


def test_without_labels_nothing_is_found() -> None:
    assert Phrases.of([]).find_in(["mill"]) == []
