"""Each partner has a probability of being fit: by what it does best, and by nothing else."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.conditions import RegionCondition
from kg.model import Feedback, MatchAnswer, Partner, Requirement
from kg.query.feedback.likeness import mark_of
from kg.query.match import Matcher, MatchRequest
from kg.query.need import NeedReader
from tests.factories import WORDS, BagEncoder, FakeCatalogue, capability, competency, firm, project

TODAY = dt.date(2026, 12, 1)
ENCODER = BagEncoder()
WORKS = ("milling of shafts", "grinding of gears", "anodising of profiles")
CATALOGUE = FakeCatalogue(
    [firm(name, region="UKE3") for name in ("Acme", "Beta", "Core")],
    [
        capability("Acme", WORKS[0], status="verified", level=5),
        capability("Acme", WORKS[1]),
        capability("Beta", WORKS[0]),
        capability("Core", f"{WORKS[2]} of any kind", level=3),
    ],
    [competency("milling")],
)
PROJECTION = project(CATALOGUE, ENCODER)
READER = NeedReader(ENCODER.encode, WORDS)


def match(need: str, *feedback: Feedback) -> MatchAnswer:
    matcher = Matcher(CATALOGUE, READER, lambda: feedback)  # type: ignore[arg-type]
    return matcher.match(MatchRequest(need), PROJECTION, TODAY)


def by_name(answer: MatchAnswer) -> dict[str, Partner]:
    return {partner.organisation.name: partner for partner in answer.partners}


def likely(answer: MatchAnswer) -> dict[str, float]:
    told = {name: partner.probability for name, partner in by_name(answer).items()}
    return {name: value for name, value in told.items() if value is not None}


def said(name: str, verdict: str, need: str) -> Feedback:
    mark = mark_of(READER.read(need, PROJECTION))
    when = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    return Feedback("f", firm(name).id, verdict, mark.digest, mark.competencies, "Ada", when)


def test_of_one_requirement_the_strength_is_the_score() -> None:
    for partner in match(WORKS[0]).partners:
        assert partner.strength == pytest.approx(partner.score)


@given(st.lists(st.sampled_from([*WORKS, "brewing of beer"]), min_size=1, unique=True))
@settings(deadline=None)
def test_what_else_is_asked_does_not_lower_what_somebody_does_best(works: list[str]) -> None:
    alone = [likely(match(work)) for work in works]
    for name, probability in likely(match("; ".join(works))).items():
        assert 0 <= probability <= 1
        assert probability == pytest.approx(max(own[name] for own in alone if name in own))


@given(st.lists(st.sampled_from(WORKS), min_size=2, unique=True), st.data())
@settings(deadline=None)
def test_it_never_rises_when_a_must_is_uncovered(works: list[str], data: st.DataObject) -> None:
    before = match("; ".join(works))
    left_out = data.draw(st.sampled_from(works))
    changed = [work if work != left_out else "brewing of beer" for work in works]
    after = likely(match("; ".join(changed)))
    for name, probability in likely(before).items():
        assert after.get(name, 0.0) <= probability + 1e-9


def test_a_wish_for_a_place_does_not_make_anybody_more_likely_fit() -> None:
    need = match(WORKS[0]).need
    wished = replace(
        need, conditions=(RegionCondition(text="in Saxony", must=False, regions=("DED",)),)
    )
    matcher = Matcher(CATALOGUE, READER)  # type: ignore[arg-type]
    answer = matcher.match(MatchRequest(wished), PROJECTION, TODAY)
    assert answer.partners[0].score < match(WORKS[0]).partners[0].score
    assert likely(answer) == pytest.approx(likely(match(WORKS[0])))


@pytest.mark.parametrize("verdict", ["fit", "unfit"])
def test_who_is_judged_for_the_very_need_has_no_probability(verdict: str) -> None:
    answer = match(WORKS[0], said("Beta", verdict, WORKS[0]))
    assert by_name(answer)["Beta"].probability is None
    assert likely(answer)["Acme"] == likely(match(WORKS[0]))["Acme"]


def test_feedback_for_like_needs_and_having_been_asked_leave_it_as_it_is() -> None:
    need, like = "milling", "milling; grinding of gears"
    for feedback in (said("Acme", "unfit", like), said("Acme", "asked", need)):
        assert likely(match(need, feedback)) == pytest.approx(likely(match(need)))


def test_an_edited_requirement_has_the_same_probability() -> None:
    need = replace(match(WORKS[0]).need, requirements=(Requirement("R1", WORKS[0], must=True),))
    matcher = Matcher(CATALOGUE, READER)  # type: ignore[arg-type]
    answer = matcher.match(MatchRequest(need), PROJECTION, TODAY)
    assert set(likely(answer)) == set(likely(match(WORKS[0])))
