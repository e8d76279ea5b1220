"""A model is better only where chance does not explain it, and none is chosen by a test set."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.embed.training.esco import Concept
from kg.embed.training.measures import Scored, scored
from kg.embed.training.validation import read_validation
from kg.embed.training.verdict import Gain, Verdict, best_share, gain
from kg.errors import InputError

EVEN = Gain(0, -0.1, 0.1)


def texts(*values: float) -> tuple[Scored, ...]:
    return tuple(Scored(value, value) for value in values)


def test_a_gain_that_chance_explains_is_none() -> None:
    one, other = texts(0.5, 0.1, 1.0, 0.2), texts(0.4, 0.3, 0.9, 0.5)
    assert not Verdict(gain(one, other), EVEN).is_better


def test_a_steady_gain_is_better() -> None:
    before = texts(*np.linspace(0, 0.8, 50))
    after = texts(*np.linspace(0.1, 0.9, 50))
    assert Verdict(gain(before, after), EVEN).is_better


def test_what_forgets_the_concepts_that_it_did_not_learn_is_not_better() -> None:
    verdict = Verdict(Gain(0.2, 0.1, 0.3), Gain(-0.2, -0.3, -0.1))
    assert not verdict.is_better
    assert verdict.words.startswith("not better on validation")


@given(st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_a_model_is_never_better_than_itself(values: list[float]) -> None:
    same = texts(*values)
    assert gain(same, same) == Gain(0, 0, 0)


def test_of_equal_shares_the_one_that_changes_least_is_taken() -> None:
    assert best_share({0.75: texts(0.4), 0.25: texts(0.4), 0.5: texts(0.3)}) == 0.25


def test_a_right_skill_that_ties_with_others_comes_after_them() -> None:
    assert scored(np.array([0.5, 0.5, 0.1]), [0]).mrr == 0.5
    assert scored(np.array([0.9, 0.5, 0.1]), [0, 1]) == Scored(1, 1)


@pytest.fixture
def concepts() -> list[Concept]:
    return [Concept("u1", "cut, turn metal", (), "", ()), Concept("u2", "weld metal", (), "", ())]


def test_labels_are_found_without_commas_and_others_left_out(
    concepts: list[Concept], tmp_path: Path
) -> None:
    file = tmp_path / "house_validation.csv"
    lines = ["sentence,label", "we turn,cut turn metal", "we turn,LABEL NOT PRESENT", "we x,none"]
    file.write_text("\n".join(lines))
    found = read_validation([file], concepts)
    assert found.sentences == {"house_validation": {"we turn": (0,)}}


def test_a_test_set_is_refused(concepts: list[Concept], tmp_path: Path) -> None:
    file = tmp_path / "house_test_annotations.csv"
    file.write_text("sentence,label\nwe weld,weld metal\n")
    with pytest.raises(InputError, match="is a test set, and no model is chosen by one"):
        read_validation([file], concepts)


@pytest.mark.parametrize("content", [b"", b"text,tag\na,b\n", b"\xff\xfe\x00", b"sentence\nx\n"])
def test_a_file_without_usable_sentences_is_refused(
    content: bytes, concepts: list[Concept], tmp_path: Path
) -> None:
    file = tmp_path / "v.csv"
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"v\.csv has no"):
        read_validation([file], concepts)
