"""Feedback in teams: it moves fits, is told, and neither adds nor leaves out anybody."""

import datetime as dt

import pytest

from kg.model import Feedback
from kg.query.feedback.heard import SAME_SHARE
from kg.query.feedback.likeness import mark_of
from kg.query.need import NeedReader
from kg.query.team.answer import Status, TeamAnswer, TeamRequest
from tests.factories import WORDS, BagEncoder, FakeCatalogue, capability, firm, project
from tests.unit.query.team.fakes import TODAY, form

NEED = "five-axis milling of titanium"
DAY = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def cluster() -> FakeCatalogue:
    """Acme does exactly what is needed; Beta nearly."""
    return FakeCatalogue(
        [firm("Acme"), firm("Beta")],
        [
            capability("Acme", NEED, status="evidenced", level=4),
            capability("Beta", "five-axis milling of titanium and steel", level=3),
        ],
    )


def said(verdict: str, organisation: str = "acme") -> Feedback:
    encoder = BagEncoder()
    understood = NeedReader(encoder.encode, WORDS).read(NEED, project(cluster(), encoder), TODAY)
    digest = mark_of(understood).digest
    return Feedback(f"id-{verdict}", organisation, verdict, digest, (), "Ada", DAY, None)


def ask(*feedback: Feedback, **more: object) -> TeamAnswer:
    return form(TeamRequest(NEED, **more), cluster(), feedback=feedback)  # type: ignore[arg-type]


def members(answer: TeamAnswer) -> list[str]:
    return [member.organisation.id for member in answer.members]


def test_somebody_else_is_chosen_for_what_a_partner_was_unfit_for() -> None:
    assert members(ask()) == ["acme"]
    answer = ask(said("unfit"))
    assert members(answer) == ["beta"]
    [heard] = answer.feedback
    assert (heard.organisation.id, heard.is_member) == ("acme", False)
    assert heard.reason == "unfit for this need, by Ada on 2026-11-01; id id-unfit"


def test_who_was_fit_is_chosen_before_who_states_it_better_and_the_cover_says_so() -> None:
    answer = ask(said("fit", "beta"))
    assert members(answer) == ["beta"]
    [cover] = answer.members[0].covers
    assert cover.reason.endswith("fit for this need, by Ada on 2026-11-01; id id-fit")
    assert cover.fit > SAME_SHARE


def test_who_was_unfit_covers_what_nobody_else_does() -> None:
    answer = ask(said("unfit"), excluded=("beta",))
    assert (answer.status, members(answer)) == (Status.OPTIMAL, ["acme"])
    assert answer.members[0].covers[0].fit < 1 - SAME_SHARE


def test_who_was_asked_keeps_the_fit_and_is_told() -> None:
    plain, answer = ask(), ask(said("asked"))
    assert (answer.cost, members(answer)) == (plain.cost, members(plain))
    assert [heard.verdict for heard in answer.feedback] == ["asked"]


@pytest.mark.parametrize("verdict", ["fit", "unfit"])
def test_misfit_and_risk_are_no_less_than_nothing(verdict: str) -> None:
    cost = ask(said(verdict), excluded=("beta",)).cost
    assert cost.misfit >= 0
    assert cost.risk >= 0


def test_feedback_on_other_needs_says_nothing() -> None:
    other = Feedback("x", "acme", "unfit", "another", (), "Ada", DAY, "price")
    assert ask(other) == ask()
