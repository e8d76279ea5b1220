"""Feedback moves partners, says so, and leaves the others as they are."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Feedback, MatchAnswer, Partner
from kg.query.feedback.likeness import mark_of
from kg.query.match import Matcher, MatchRequest
from kg.query.need import NeedReader
from kg.query.present import match_json
from tests.factories import WORDS, BagEncoder, FakeCatalogue, capability, firm, project
from tests.shapes import assert_match

TODAY = dt.date(2026, 12, 1)
NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
ENCODER = BagEncoder()
NAMES = ("Acme", "Beta", "Core")
CATALOGUE = FakeCatalogue(
    [firm(name) for name in NAMES],
    [
        capability("Acme", "milling of shafts"),
        capability("Beta", "milling of shafts and gears"),
        capability("Core", "milling of large shafts and small gears"),
    ],
)
PROJECTION = project(CATALOGUE, ENCODER)
READER = NeedReader(ENCODER.encode, WORDS)


def said(name: str, verdict: str, need: str = "milling of shafts") -> Feedback:
    mark = mark_of(READER.read(need, PROJECTION))
    id_ = firm(name).id
    return Feedback(f"{name}-1", id_, verdict, mark.digest, mark.competencies, "Ada", NOW)


def match(*feedback: Feedback, need: str = "milling of shafts") -> MatchAnswer:
    matcher = Matcher(CATALOGUE, READER, lambda: feedback)  # type: ignore[arg-type]
    return matcher.match(MatchRequest(need), PROJECTION, TODAY)


def by_name(answer: MatchAnswer) -> dict[str, Partner]:
    return {partner.organisation.name: partner for partner in answer.partners}


def names(answer: MatchAnswer) -> list[str]:
    return [partner.organisation.name for partner in answer.partners]


def test_without_feedback_texts_decide() -> None:
    assert names(match()) == ["Acme", "Beta", "Core"]


def test_who_was_unfit_for_the_need_comes_last_and_is_still_told() -> None:
    answer = match(said("Acme", "unfit"))
    assert names(answer) == ["Beta", "Core", "Acme"]
    assert answer.partners[-1].parts[-1].reason.startswith("unfit for this need, by Ada")


def test_who_was_fit_for_the_need_comes_first() -> None:
    assert names(match(said("Core", "fit")))[0] == "Core"


def test_that_somebody_was_asked_is_told_and_moves_nobody() -> None:
    answer = match(said("Beta", "asked"))
    assert [p.score for p in answer.partners] == [p.score for p in match().partners]
    assert by_name(answer)["Beta"].parts[-1].reason.startswith("asked for this need")


def test_the_same_need_in_other_words_order_and_inflection_is_known_again() -> None:
    one, other = "milling of shafts; grinding of gears", "grinding of gear; mill of shafts"
    assert mark_of(READER.read(one, PROJECTION)) == mark_of(READER.read(other, PROJECTION))
    assert mark_of(READER.read(one, PROJECTION)) != mark_of(READER.read("milling", PROJECTION))


def test_another_need_without_sure_competencies_is_ranked_as_before() -> None:
    need = "milling of gears"
    assert match(said("Acme", "unfit"), need=need) == match(need=need)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(["fit", "unfit", "asked"])),
        unique_by=lambda pair: pair[0],
    )
)
def test_scores_stay_sums_and_others_stay_as_they_are(pairs: list[tuple[str, str]]) -> None:
    answer, before = match(*(said(*pair) for pair in pairs)), by_name(match())
    assert_match(match_json(answer))
    verdicts = dict(pairs)
    for name, partner in by_name(answer).items():
        moved = partner.score - before[name].score
        match verdicts.get(name, "asked"):
            case "fit":
                assert moved > 0
            case "unfit":
                assert moved < 0
            case _:
                assert moved == pytest.approx(0)
