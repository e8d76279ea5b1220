"""A training keeps its budget by the clock, over interruptions, and its weights can be blended."""

from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.embed.training.blend import blended
from kg.embed.training.course import WARM_UP, Course, rate, resumed


@given(st.floats(0, 1))
def test_the_learning_rate_rises_and_then_falls_to_nothing(share: float) -> None:
    assert 0 <= rate(share) <= 1
    assert rate(0) == rate(1) == 0
    assert rate(WARM_UP) == 1


def test_a_training_ends_with_its_steps_or_with_its_time() -> None:
    assert Course(minutes=1, spent=60).share() == 1
    course = Course(minutes=60)
    course.steps_share = 1.0
    assert course.share() == 1


def test_what_was_spent_before_a_kill_counts_after_it(tmp_path: Path) -> None:
    Course(minutes=10, spent=300).save(tmp_path)
    assert 0.5 <= resumed(10, tmp_path).share() < 0.51


def test_a_course_without_a_checkpoint_begins(tmp_path: Path) -> None:
    assert resumed(10, tmp_path).share() < 0.01


@given(st.floats(0, 1), st.floats(-3, 3), st.floats(-3, 3))
def test_blended_weights_lie_between_both(share: float, one: float, other: float) -> None:
    before = {"w": np.array([one], dtype=np.float32)}
    after = {"w": np.array([other], dtype=np.float32)}
    found = float(blended(before, after, share)["w"][0])
    assert min(one, other) - 1e-5 <= found <= max(one, other) + 1e-5


def test_a_share_of_all_is_what_was_learned() -> None:
    before, after = ({"w": np.array([x], dtype=np.float32)} for x in (1.0, 3.0))
    assert blended(before, after, 1.0)["w"] == 3.0
