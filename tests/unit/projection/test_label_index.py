"""Labels are scored by meaning and by words, whatever else is scored with them."""

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.projection.label_index import (
    BEST_MEANING,
    BEST_WORDS,
    NAME_MEANING,
    NAME_WORDS,
    LabelIndex,
)
from tests.factories import WORDS, BagEncoder

VOCABULARY = [
    ("robotics",),
    ("composite materials", "fibre laminates", "carbon fibre"),
    ("sheet metal forming", "press brake bending"),
]


@pytest.fixture
def encoder() -> BagEncoder:
    return BagEncoder()


@pytest.fixture
def index(encoder: BagEncoder) -> LabelIndex:
    return LabelIndex.build(VOCABULARY, encoder.encode, WORDS)


def scores(index: LabelIndex, encoder: BagEncoder, *texts: str) -> NDArray[np.float32]:
    return index.scores(texts, encoder.encode(texts))


def test_a_preferred_label_alone_has_the_full_score(index: LabelIndex, encoder: BagEncoder) -> None:
    full = NAME_MEANING + BEST_MEANING + NAME_WORDS + BEST_WORDS
    assert scores(index, encoder, "robotics")[:, 0] == pytest.approx([full, 0, 0], abs=0.01)


def test_another_label_counts_as_the_best_but_not_as_the_name(
    index: LabelIndex, encoder: BagEncoder
) -> None:
    found = scores(index, encoder, "carbon fibre")[:, 0]
    assert found == pytest.approx([0, BEST_MEANING + BEST_WORDS, 0], abs=0.01)


def test_competencies_stand_in_the_order_in_which_they_were_given(
    index: LabelIndex, encoder: BagEncoder
) -> None:
    found = scores(index, encoder, "robotics", "composite materials", "sheet metal forming")
    assert found.argmax(axis=0).tolist() == [0, 1, 2]


def test_a_rare_word_is_a_larger_share_of_a_label() -> None:
    encoder = BagEncoder()
    names = [("manage robots",), ("manage ships",), ("manage farms",)]
    index = LabelIndex.build(names, encoder.encode, WORDS)
    said = index.words.said([WORDS.stems("robots"), WORDS.stems("manage")])
    assert said[0, 0] > said[0, 1] > 0
    assert said[0].sum() == pytest.approx(1)


def test_words_that_no_label_holds_say_nothing(index: LabelIndex, encoder: BagEncoder) -> None:
    assert not scores(index, encoder, "qwertz uiop").any()


def test_a_score_is_the_same_to_the_last_digit_whatever_is_asked_beside_it() -> None:
    random = np.random.default_rng(7)
    names = [tuple(f"label {row} {n}" for n in range(1 + row % 4)) for row in range(300)]
    known = {label: random.normal(size=384) for labels in names for label in labels}

    def embed(texts: list[str]) -> NDArray[np.float32]:
        rows = np.array([known[text] for text in texts])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)

    index = LabelIndex.build(names, embed, WORDS)
    texts = [labels[0] for labels in names[:70]]
    together = index.scores(texts, embed(texts))
    for column in (0, 33, 69):
        alone = index.scores(texts[column : column + 1], embed(texts[column : column + 1]))
        assert (alone[:, 0] == together[:, column]).all()
