"""Lexical scores as shares of the best possible one."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.projection.lexicon import Lexicon

TEXTS = [["mill", "titanium"], ["mill"], ["turn"], []]
STEMS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=5)


@settings(max_examples=50, deadline=None)
@given(st.lists(STEMS, max_size=5), STEMS)
def test_shares_lie_between_nothing_and_all(texts: list[list[str]], query: list[str]) -> None:
    shares = Lexicon.build(texts).shares([query])[0]
    assert shares.shape == (len(texts),)
    assert shares.dtype == np.float32
    assert np.all((shares >= 0) & (shares <= 1))


def test_a_text_with_all_words_comes_first_and_one_without_any_has_no_share() -> None:
    shares = Lexicon.build(TEXTS).shares([["mill", "titanium"]])[0]
    assert shares[0] == max(shares)
    assert shares[2] == shares[3] == 0


def test_the_best_text_for_one_word_has_the_whole_share() -> None:
    assert Lexicon.build(TEXTS).shares([["mill"]])[0][1] == pytest.approx(1)


def test_words_that_nobody_uses_lower_the_shares() -> None:
    lexicon = Lexicon.build(TEXTS)
    known, diluted = lexicon.shares([["mill"]])[0], lexicon.shares([["mill", "anodis", "brew"]])[0]
    assert 0 < diluted[1] < known[1]


def test_a_repeated_word_counts_once() -> None:
    lexicon = Lexicon.build(TEXTS)
    assert np.array_equal(lexicon.shares([["mill", "mill"]])[0], lexicon.shares([["mill"]])[0])


@pytest.mark.parametrize("query", [[], ["brew"]])
def test_a_query_without_known_words_has_no_shares(query: list[str]) -> None:
    assert Lexicon.build(TEXTS).shares([query])[0].tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("texts", [[], [[]], [[], []]])
def test_a_lexicon_without_words_has_a_share_of_nothing_for_each_text(
    texts: list[list[str]],
) -> None:
    assert Lexicon.build(texts).shares([["mill"]])[0].tolist() == [0] * len(texts)


@pytest.mark.parametrize("texts", [TEXTS, [[]], []])
def test_a_saved_lexicon_scores_as_before(tmp_path: Path, texts: list[list[str]]) -> None:
    lexicon = Lexicon.build(texts)
    lexicon.save(tmp_path / "lexicon")
    loaded = Lexicon.load(tmp_path / "lexicon", len(texts))
    for query in (["mill"], ["titanium", "brew"], []):
        assert np.array_equal(loaded.shares([query])[0], lexicon.shares([query])[0])
