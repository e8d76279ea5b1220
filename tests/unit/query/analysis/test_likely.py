"""Labels whose words are said are raised; in another language only those count."""

import numpy as np
import pytest

from kg.projection.columns import Texts
from kg.projection.vectors import Near
from kg.query.analysis.foreign import is_foreign, shares_a_word
from kg.query.analysis.likely import SAID, likely
from tests.factories import WORDS

LABELS = ("clean-room assembly", "membrane coating", "Reinraummontage")


def raised(text: str, *, is_foreign: bool = False) -> dict[str, float]:
    near = Near(np.arange(3), np.full(3, 0.6, dtype=np.float32))
    found = likely(text, near, Texts.of(LABELS), WORDS, is_foreign=is_foreign)
    return {
        LABELS[int(row)]: float(value)
        for row, value in zip(found.rows, found.products, strict=True)
    }


def test_a_label_gains_by_the_share_of_its_words_that_are_said() -> None:
    found = raised("assembly of test strips in a clean room")
    assert found["clean-room assembly"] == pytest.approx(0.6 + SAID)
    assert found["membrane coating"] == pytest.approx(0.6)
    assert raised("coatings")["membrane coating"] == pytest.approx(0.6 + SAID / 2)


def test_in_another_language_meaning_alone_is_not_enough() -> None:
    assert set(raised("Montage im Reinraum", is_foreign=True)) == {"Reinraummontage"}
    assert len(raised("Montage im Reinraum")) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Wir suchen einen Betrieb für Blechteile",
        "montażu płytek elektronicznych SMD i testów funkcjonalnych",
        "Décolletage de petites vis en titane",
        "Wärmebehandlung",
    ],
)
def test_another_language_is_told_by_its_small_words_or_letters(text: str) -> None:
    assert is_foreign(text)


@pytest.mark.parametrize(
    "text",
    ["milling", "coating of façades in Śląskie", "a partner for the assembly", "", "ISO 9001"],
)
def test_english_is_not_foreign(text: str) -> None:
    assert not is_foreign(text)


def test_a_word_is_shared_in_any_inflection_and_in_compounds() -> None:
    assert shares_a_word(["montazu"], ["montaz", "elektroniki"])
    assert shares_a_word(["blechteile"], ["feinblechbearbeitung"])
    assert not shares_a_word(["funkcjonalnych"], ["naturalnych"])
