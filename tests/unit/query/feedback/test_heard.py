"""What feedback counts for a need: the very need first, then the likest, then the latest."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Feedback
from kg.query.feedback.heard import LIKE_SHARE, SAME_SHARE, heard_of
from kg.query.feedback.likeness import NeedMark, likeness

DAY = dt.datetime(2026, 12, 1, tzinfo=dt.UTC)
NEED = NeedMark("here", ("milling", "turning"))
sets = st.frozensets(st.sampled_from("abcdef"))


def said(
    verdict: str, *competencies: str, need: str = "there", day: int = 0, by: str = "Ada"
) -> Feedback:
    on = DAY + dt.timedelta(days=day)
    id_ = f"{verdict}-{need}-{day}"
    return Feedback(id_, "acme", verdict, need, competencies, by, on)


@given(sets, sets)
def test_needs_are_as_like_as_their_competencies(
    one: frozenset[str], other: frozenset[str]
) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
    assert (likeness(one, other) == 1) is (one == other and bool(one))
    assert (likeness(one, other) == 0) is not (one & other)


@pytest.mark.parametrize(
    ("feedback", "share", "value"),
    [
        (said("fit", need="here"), SAME_SHARE, 1.0),
        (said("unfit", need="here"), SAME_SHARE, 0.0),
        (said("asked", need="here"), 0.0, 0.0),
        (said("fit", "milling", "turning"), LIKE_SHARE, 1.0),
        (said("unfit", "milling"), LIKE_SHARE / 2, 0.0),
        (said("fit", "milling", "turning", "welding"), LIKE_SHARE * 2 / 3, 1.0),
    ],
)
def test_a_mark_takes_a_share_by_how_like_the_need_was(
    feedback: Feedback, share: float, value: float
) -> None:
    [heard] = heard_of(NEED, [feedback])["acme"]
    assert (heard.share, heard.value) == (pytest.approx(share), value)


def test_needs_that_have_nothing_in_common_say_nothing() -> None:
    assert heard_of(NEED, [said("unfit", "welding"), said("unfit")]) == {}


@pytest.mark.parametrize(
    ("weak", "strong"),
    [
        (said("fit", "milling", "turning", day=9), said("unfit", need="here")),
        (said("fit", "milling", day=9), said("unfit", "milling", "turning")),
        (said("fit", "milling"), said("unfit", "milling", day=1)),
    ],
)
def test_one_mark_counts(weak: Feedback, strong: Feedback) -> None:
    for feedback in ([weak, strong], [strong, weak]):
        [heard] = heard_of(NEED, feedback)["acme"]
        assert heard.feedback == strong


def test_that_somebody_was_asked_is_told_beside_what_counts() -> None:
    heard = heard_of(NEED, [said("asked", need="here", day=3), said("fit", "milling")])["acme"]
    assert [each.feedback.verdict for each in heard] == ["fit", "asked"]
    assert heard[0].reason == (
        "fit for a need like this one by 50%, by Ada on 2026-12-01; id fit-there-0"
    )
    assert heard[1].reason == "asked for this need, by Ada on 2026-12-04; id asked-here-3"
