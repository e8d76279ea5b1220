# ruff: noqa: RUF001  # letters that look alike, and signs, are what is tested
"""What counts as damaged text, and that text that is whole never does."""

import string

import pytest
from hypothesis import assume, given, reject
from hypothesis import strategies as st

from kg.quality.text_damage import WRONG_READINGS, damage, decoded_once

# Letters of western Europe that stand alone in no wrong reading.
LETTERS = "äöüÄÖÜßéèêëáàâíìîóòôúùûñçøåæÉÇÑØÅ"
words = st.text(string.ascii_letters + LETTERS + " ", max_size=20)


@pytest.mark.parametrize(
    ("text", "once"),
    [
        ("MÃ¼nchen", "München"),
        ("Le√ßa do Balio", "Leça do Balio"),
        ("SP√ì≈ÅKA", "SPÓŁKA"),
        ("ŒïŒúŒ§Œë", "ΕΜΤΑ"),
        ("Åukasiewicz â€“ Instytut", "Åukasiewicz – Instytut"),
        ("ShqipÃƒÂ«ria", "Shqipëria"),
        ("2Â° and 3 â‚¬", "2° and 3 €"),
    ],
)
def test_text_decoded_twice_is_told_with_what_it_was(text: str, once: str) -> None:
    assert decoded_once(text) == once
    assert damage(text) == f"decoded twice; perhaps {once!r}"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a_x000D_b", "_x000D_"),
        ("Caf\ufffd", "lost"),
        ("Smith &amp; Sons", "&amp;"),
        ("&#8211; and so on", "&#8211;"),
    ],
)
def test_remains_of_other_formats_are_named(text: str, named: str) -> None:
    told = damage(text)
    assert told is not None
    assert named in told


@pytest.mark.parametrize(
    "text",
    [
        "",
        "München, Łódź, Škoda, Besançon, São João",
        "„Größe“ – 5 °C … 10 €",
        "ΑΘΗΝΑ Αθήνα",
        "София Київ",
        "ÉTÉ™ ÇA®",
        "AT&T; R&D, x_y_z, file_x00.txt",
        "CORAÇÃO, ÎLE, ÄÖÜ",
        "東京",
    ],
)
def test_whole_text_is_left_alone(text: str) -> None:
    assert damage(text) is None
    assert decoded_once(text) == text


@given(words)
def test_letters_alone_are_never_taken_for_damage(text: str) -> None:
    assert damage(text) is None


@given(words, st.sampled_from(WRONG_READINGS))
def test_what_is_decoded_twice_is_found_and_undone(text: str, encoding: str) -> None:
    assume(not text.isascii())
    try:
        twice = text.encode("utf-8").decode(encoding)
    except UnicodeDecodeError:
        reject()
    assert damage(twice) is not None
    assert decoded_once(twice) == text


@given(st.text(max_size=30))
def test_what_is_called_decoded_twice_becomes_the_same_when_it_is_decoded_twice(text: str) -> None:
    once = decoded_once(text)
    assert (once == text) or len(once) < len(text)
    told = damage(text)
    assert told is None or not text.isascii() or "decoded" not in told


@given(st.text(max_size=30))
def test_any_text_is_looked_at_without_failing(text: str) -> None:
    told = damage(text)
    assert told is None or told
