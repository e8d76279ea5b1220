"""Labels are scored by meaning and by words, whatever else is scored with them."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.projection.label_index import (
    BEST_MEANING,
    BEST_WORDS,
    DEFINITION_MEANING,
    HALF_TOLD,
    NAME_MEANING,
    NAME_WORDS,
    STRETCH_SHARE,
    LabelIndex,
    Labelled,
)
from kg.projection.passage import Passage
from tests.factories import WORDS, BagEncoder

VOCABULARY = [
    Labelled("a", ("robotics",)),
    Labelled("b", ("composite materials", "fibre laminates", "carbon fibre")),
    Labelled("c", ("sheet metal forming", "press brake bending")),
]


@pytest.fixture
def encoder() -> BagEncoder:
    return BagEncoder()


@pytest.fixture
def index(encoder: BagEncoder) -> LabelIndex:
    return LabelIndex.build(VOCABULARY, encoder.encode, WORDS)


def scores(index: LabelIndex, encoder: BagEncoder, *texts: str) -> NDArray[np.float32]:
    return index.scores([Passage(text, (text,)) for text in texts], encoder.encode)


def worth(words: float) -> float:
    """The value of a label of which everything is said, by what its words tell."""
    return words / (words + HALF_TOLD)


def test_a_preferred_label_alone_has_all_that_its_words_are_worth(
    index: LabelIndex, encoder: BagEncoder
) -> None:
    found = scores(index, encoder, "robotics")[:, 0]
    told = worth(float(index.words.sums[2]))
    meaning = NAME_MEANING + BEST_MEANING + DEFINITION_MEANING
    assert found == pytest.approx([meaning + told * (NAME_WORDS + BEST_WORDS), 0, 0], abs=0.01)


def test_another_label_counts_as_the_best_but_not_as_the_name(
    index: LabelIndex, encoder: BagEncoder
) -> None:
    [_, found, _] = scores(index, encoder, "carbon fibre")[:, 0]
    assert BEST_MEANING < found < BEST_MEANING + BEST_WORDS


def test_a_definition_counts_by_its_meaning(encoder: BagEncoder) -> None:
    vocabulary = [Labelled("a", ("robotics",), "automata at work"), Labelled("b", ("milling",))]
    index = LabelIndex.build(vocabulary, encoder.encode, WORDS)
    found = scores(index, encoder, "automata at work")[:, 0]
    assert found == pytest.approx([DEFINITION_MEANING, 0], abs=0.01)


def test_the_nearest_stretch_counts_beside_the_whole(encoder: BagEncoder) -> None:
    vocabulary = [Labelled("a", ("robotics",), "none of it"), Labelled("b", ("milling",))]
    index = LabelIndex.build(vocabulary, encoder.encode, WORDS)
    [alone, among] = (
        index.scores([Passage("tides ships robotics harbour", stretches)], encoder.encode)[0, 0]
        for stretches in [("tides ships robotics harbour",), ("tides ships", "robotics")]
    )
    whole = 0.5
    gain = STRETCH_SHARE * (1 - whole) * (NAME_MEANING + BEST_MEANING)
    assert among - alone == pytest.approx(gain, abs=0.01)


def test_competencies_stand_in_the_order_in_which_they_were_given(
    index: LabelIndex, encoder: BagEncoder
) -> None:
    found = scores(index, encoder, "robotics", "composite materials", "sheet metal forming")
    assert found.argmax(axis=0).tolist() == [0, 1, 2]


def test_a_rare_word_is_a_larger_share_of_a_label() -> None:
    encoder = BagEncoder()
    names = [Labelled(name, (f"manage {name}",)) for name in ("robots", "ships", "farms")]
    index = LabelIndex.build(names, encoder.encode, WORDS)
    said = index.words.said([WORDS.stems("robots"), WORDS.stems("manage")])
    assert said[0, 0] > said[0, 1] > 0
    assert said[0].sum() == pytest.approx(1)
    told = index.words.told([WORDS.stems("robots"), WORDS.stems("manage")])
    assert 0 < told[0, 1] / said[0, 1] < told[0, 0] / said[0, 0] < 1


def test_words_that_no_label_holds_say_nothing(index: LabelIndex, encoder: BagEncoder) -> None:
    assert not scores(index, encoder, "qwertz uiop").any()


def test_a_score_is_the_same_to_the_last_digit_whatever_is_asked_beside_it() -> None:
    random = np.random.default_rng(7)
    names = [tuple(f"label {row} {n}" for n in range(1 + row % 4)) for row in range(300)]
    known = {label: random.normal(size=384) for labels in names for label in labels}

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.array([known[text] for text in texts])
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)

    vocabulary = [Labelled(f"{row:03}", labels) for row, labels in enumerate(names)]
    index = LabelIndex.build(vocabulary, embed, WORDS)
    passages = [Passage(names[row][0], (names[row][0], names[row + 1][0])) for row in range(70)]
    together = index.scores(passages, embed)
    for column in (0, 33, 69):
        alone = index.scores(passages[column : column + 1], embed)
        assert (alone[:, 0] == together[:, column]).all()
