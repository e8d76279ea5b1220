"""A requirement that nobody fits is told with why: not understood, not offered, turned away."""

import datetime as dt

import pytest

from kg.model import MatchAnswer
from kg.query.match import Matcher, MatchRequest
from kg.query.need import NeedReader
from tests.factories import (
    WORDS,
    BagEncoder,
    FakeCatalogue,
    capability,
    competency,
    firm,
    project,
    region,
)

TODAY = dt.date(2026, 12, 1)


def match(need: str, where: str | None = None) -> MatchAnswer:
    catalogue = FakeCatalogue(
        [firm("Acme", region="UKE3"), firm("Beta", region="DED4")],
        [
            capability("Acme", "milling of shafts"),
            capability("Beta", "drying of wood in kilns for building"),
        ],
        [competency("milling"), competency("powder coating")],
        [],
        [region("UKE3", "South Yorkshire"), region("DED4", "Chemnitz")],
    )
    encoder = BagEncoder()
    matcher = Matcher(catalogue, NeedReader(encoder.encode, WORDS))  # type: ignore[arg-type]
    return matcher.match(MatchRequest(need, region=where), project(catalogue, encoder), TODAY)


def told(answer: MatchAnswer) -> list[tuple[str, str]]:
    return [(unmet.requirement, unmet.kind) for unmet in answer.unmet]


@pytest.mark.parametrize("need", ["asdf qwer zxcv", "🧲🧲🧲 500 ⬛⬛", "opera singers"])
def test_what_no_statement_holds_a_word_of_is_not_understood(need: str) -> None:
    assert told(match(need)) == [("R1", "not understood")]


def test_what_is_understood_and_nobody_does_is_not_offered() -> None:
    [unmet] = match("powder coating").unmet
    assert unmet.kind == "not offered"
    assert unmet.reason == "it is understood as “powder coating”, which nobody states"


def test_what_shares_a_word_with_statements_and_no_more_is_not_offered() -> None:
    [unmet] = match("repair of old wood instruments, violins").unmet
    assert (unmet.kind, unmet.reason) == ("not offered", "nobody states anything like it")


def test_the_region_that_is_asked_for_is_named() -> None:
    [unmet] = match("milling of shafts", where="DED4").unmet
    assert unmet.reason == "it is understood as “milling”, which nobody in DED4 states"


def test_who_would_do_it_and_fails_a_must_is_told() -> None:
    answer = match("milling of shafts, only from Chemnitz")
    assert [unmet.kind for unmet in answer.unmet] == ["turned away"]


def test_half_of_a_need_is_answered_and_the_other_named() -> None:
    answer = match("milling of shafts; asdf qwer")
    assert [partner.organisation.name for partner in answer.partners] == ["Acme"]
    assert told(answer) == [("R2", "not understood")]
    assert answer.uncovered == ("R2",)
