"""Lexical scores as shares of the best possible one."""

import math

import bm25s
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.projection import lexicon_build
from kg.projection.lexicon import Lexicon
from kg.projection.lexicon_build import build_lexicon
from kg.projection.scratch import passing_scratch

STEMS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=5)
TEXTS = [["mill", "titanium"], ["mill"], ["turn"], []]


def build(texts: list[list[str]]) -> Lexicon:
    with passing_scratch() as scratch:
        return build_lexicon([texts], scratch)


@settings(max_examples=50, deadline=None)
@given(st.lists(STEMS, max_size=5), STEMS)
def test_shares_lie_between_nothing_and_all(texts: list[list[str]], query: list[str]) -> None:
    shares = build(texts).shares([query])[0]
    assert shares.shape == (len(texts),)
    assert shares.dtype == np.float32
    assert np.all((shares >= 0) & (shares <= 1))


def test_a_text_with_all_words_comes_first_and_one_without_any_has_no_share() -> None:
    shares = build(TEXTS).shares([["mill", "titanium"]])[0]
    assert shares[0] == max(shares)
    assert shares[2] == shares[3] == 0


def test_the_best_text_for_one_word_has_the_whole_share() -> None:
    assert build(TEXTS).shares([["mill"]])[0][1] == pytest.approx(1)


def test_words_that_nobody_uses_lower_the_shares() -> None:
    lexicon = build(TEXTS)
    known, diluted = lexicon.shares([["mill"]])[0], lexicon.shares([["mill", "anodis", "brew"]])[0]
    assert 0 < diluted[1] < known[1]


def test_a_repeated_word_counts_once() -> None:
    lexicon = build(TEXTS)
    assert np.array_equal(lexicon.shares([["mill", "mill"]])[0], lexicon.shares([["mill"]])[0])


@pytest.mark.parametrize("query", [[], ["brew"]])
def test_a_query_without_known_words_has_no_shares(query: list[str]) -> None:
    assert build(TEXTS).shares([query])[0].tolist() == [0, 0, 0, 0]


@pytest.mark.parametrize("texts", [[], [[]], [[], []]])
def test_a_lexicon_without_words_has_a_share_of_nothing_for_each_text(
    texts: list[list[str]],
) -> None:
    assert build(texts).shares([["mill"]])[0].tolist() == [0] * len(texts)


@settings(max_examples=50, deadline=None)
@given(st.lists(STEMS, max_size=9), st.integers(1, 4), st.integers(1, 9))
def test_an_index_of_pieces_scores_as_bm25s_does(
    texts: list[list[str]], at_once: int, most: int
) -> None:
    """However the texts come, and however few postings are put in order at once."""
    assume(any(texts))
    with pytest.MonkeyPatch.context() as patch, passing_scratch() as scratch:
        patch.setattr(lexicon_build, "MOST_POSTINGS", most)
        patch.setattr(lexicon_build, "POSTINGS_AT_ONCE", at_once)
        pieces = (texts[at : at + at_once] for at in range(0, len(texts), at_once))
        lexicon = build_lexicon(pieces, scratch)
    peer = bm25s.BM25(method="lucene")
    peer.index(texts, show_progress=False)
    assert list(lexicon.stems) == sorted({stem for text in texts for stem in text})
    for row, stem in enumerate(lexicon.stems):
        own = slice(lexicon.begins[row], lexicon.begins[row + 1])
        scores = np.zeros(len(texts), np.float32)
        scores[lexicon.texts[own]] = lexicon.scores[own]
        assert np.allclose(scores, peer.get_scores([stem]), rtol=1e-6)
        assert lexicon.best[row] == scores.max()


@settings(max_examples=50, deadline=None)
@given(st.lists(STEMS, max_size=8), STEMS)
def test_shares_follow_the_formula_of_bm25(texts: list[list[str]], query: list[str]) -> None:
    shares, asked = build(texts).shares([query])[0], dict.fromkeys(query)
    stems, rows = {stem for text in texts for stem in text}, range(len(texts))
    best = {stem: max(bm25(texts, stem, row) for row in rows) for stem in stems}
    possible = sum(best.get(stem, max(best.values(), default=0.0)) for stem in asked)
    for row, share in enumerate(shares):
        score = sum(bm25(texts, stem, row) for stem in asked)
        assert share == pytest.approx(score / possible if possible else 0.0, abs=1e-5)


def bm25(texts: list[list[str]], stem: str, row: int) -> float:
    """What a stem adds to the score of a text: Robertson, Sparck Jones, in Lucene's variant."""
    held, said = sum(stem in text for text in texts), texts[row].count(stem)
    if not said:
        return 0.0
    rarity = math.log(1 + (len(texts) - held + 0.5) / (held + 0.5))
    length = len(texts[row]) / (sum(map(len, texts)) / len(texts))
    return rarity * said / (said + 1.5 * (0.25 + 0.75 * length))
