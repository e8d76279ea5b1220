"""What a team is held to: each principle and rule, met, not met or not known, with what to do."""

import datetime as dt
from dataclasses import replace

import pytest

from kg.errors import NotFoundError
from kg.graph.assessments import Assessment, Membership, Rating
from kg.ontology.rdf import load_schema
from kg.query.team.answer import TeamAnswer, TeamRequest
from kg.query.team.midas.assessed import AREAS, assessed, months_before
from kg.query.team.midas.checklist import Known, Subject, Verdict
from kg.query.team.midas.inspect import choose_cluster
from kg.query.team.midas.principles import PRINCIPLES
from kg.query.team.midas.rules import check_rule
from tests.factories import FakeCatalogue, capability, firm
from tests.unit.query.team.fakes import TODAY, form

MILLING, COATING = "five-axis milling of titanium", "powder coating of steel frames"
ALONE = FakeCatalogue(
    [firm("Acme"), firm("Beta")], [capability("Acme", MILLING), capability("Beta", COATING)]
)
WITH_OTHERS = FakeCatalogue(
    [firm("Acme"), firm("Beta"), firm("Gamma"), firm("Delta")],
    [
        capability("Acme", MILLING, level=5),
        capability("Beta", COATING, level=5),
        capability("Gamma", MILLING),
        capability("Delta", COATING),
    ],
)


def team(catalogue: FakeCatalogue = ALONE, need: str = f"{MILLING}; {COATING}") -> TeamAnswer:
    return form(TeamRequest(need), catalogue)


def subject(answer: TeamAnswer | None = None, **known: object) -> Subject:
    return Subject(answer or team(), Known(**known), TODAY)  # type: ignore[arg-type]


def assessment(area: str, day: dt.date, ends: dt.date | None = None) -> Assessment:
    return Assessment(area, None, 70, None, day, ends)


def fresh(*organisations: str) -> dict[str, list[Assessment]]:
    return {id_: [assessment(a, dt.date(2026, 1, 1)) for a in AREAS] for id_ in organisations}


def test_each_principle_of_the_ontology_is_checked() -> None:
    assert tuple(PRINCIPLES) == load_schema().code_lists["midasPrinciples"].codes


def test_members_that_are_assessed_in_all_areas_meet_the_first() -> None:
    found = assessed(subject(assessments=fresh("acme", "beta")))
    assert (found.verdict, found.change) == (Verdict.MET, "")


def test_an_area_without_assessment_is_not_known() -> None:
    found = assessed(subject(assessments={"acme": fresh("acme")["acme"][:2], **fresh("beta")}))
    assert found.verdict is Verdict.NOT_KNOWN
    assert (found.reason, found.change) == (
        "Acme: no assessment in ethics is recorded", "assess Acme in ethics",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("latest", "told"),
    [
        (assessment("finance", dt.date(2024, 11, 30)), "is older than 24 months"),
        (assessment("finance", TODAY, dt.date(2026, 11, 30)), "ended on 2026-11-30"),
    ],
)
def test_an_assessment_that_is_too_old_or_has_ended_is_not_met(
    latest: Assessment, told: str
) -> None:
    known = fresh("acme", "beta")
    known["acme"][0] = latest
    found = assessed(subject(assessments=known))
    assert found.verdict is Verdict.NOT_MET
    assert told in found.reason
    assert found.change == "assess Acme again in finance"


def test_the_latest_assessment_of_an_area_counts() -> None:
    known = fresh("acme", "beta")
    known["acme"].append(assessment("finance", dt.date(2020, 1, 1)))
    assert assessed(subject(assessments=known)).verdict is Verdict.MET


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (dt.date(2026, 12, 1), 24, dt.date(2024, 12, 1)),
        (dt.date(2026, 3, 31), 1, dt.date(2026, 2, 28)),
        (dt.date(2026, 1, 15), 1, dt.date(2025, 12, 15)),
    ],
)
def test_months_are_counted_by_the_calendar(day: dt.date, months: int, earlier: dt.date) -> None:
    assert months_before(day, months) == earlier


def test_who_could_be_left_out_for_another_member_is_named() -> None:
    answer = team()
    acme, beta = answer.members
    able = replace(acme, overlaps=(*acme.overlaps, *_overlaps(beta)))
    found = PRINCIPLES["competencies without overlap"](
        subject(replace(answer, members=(able, beta)))
    )
    assert found.verdict is Verdict.NOT_MET
    assert "all that Beta would do" in found.reason
    assert PRINCIPLES["competencies without overlap"](subject()).verdict is Verdict.MET


def _overlaps(member: object) -> list[object]:
    from kg.query.team.answer import Overlap

    return [Overlap(cover.requirement, 0.5) for cover in member.covers]  # type: ignore[attr-defined]


def test_an_open_must_is_not_met_and_its_change_is_what_to_do() -> None:
    answer = team(need=f"{MILLING}; beer brewing")
    found = PRINCIPLES["flexible skill base"](subject(answer))
    assert found.verdict is Verdict.NOT_MET
    assert found.reason == "open: R2"
    assert found.change == answer.gaps[0].change
    assert PRINCIPLES["flexible skill base"](subject()).verdict is Verdict.MET


def test_a_main_contractor_and_a_single_firm_are_no_partners_side_by_side() -> None:
    one = PRINCIPLES["limited hierarchy"](subject(team(need=MILLING)))
    assert (one.verdict, one.reason) == (Verdict.NOT_MET, "a team of one is no group of partners")
    assert PRINCIPLES["limited hierarchy"](subject()).verdict is Verdict.MET


def test_a_risk_is_shared_where_somebody_else_could_take_over() -> None:
    assert PRINCIPLES["shared risk"](subject(team(WITH_OTHERS))).verdict is Verdict.MET
    found = PRINCIPLES["shared risk"](subject())
    assert found.verdict is Verdict.NOT_MET
    assert "Acme and Beta" in found.reason


@pytest.mark.parametrize(
    ("ratings", "verdict"),
    [
        ({}, Verdict.NOT_KNOWN),
        ({"acme": [4]}, Verdict.NOT_KNOWN),
        ({"acme": [4], "beta": [3]}, Verdict.MET),
        ({"acme": [4], "beta": [2]}, Verdict.NOT_MET),
        ({"acme": [1, 4], "beta": [5]}, Verdict.MET),
    ],
)
def test_the_latest_rating_of_each_member_counts(
    ratings: dict[str, list[int]], verdict: Verdict
) -> None:
    known = {
        id_: [Rating(rating, dt.date(2026, month, 1)) for month, rating in enumerate(own, 1)]
        for id_, own in ratings.items()
    }
    assert PRINCIPLES["customer satisfaction"](subject(ratings=known)).verdict is verdict


@pytest.mark.parametrize("code", list(PRINCIPLES))
def test_a_team_of_nobody_never_meets_what_only_members_can(code: str) -> None:
    answer = team(need="beer brewing")
    assert not answer.members
    assert PRINCIPLES[code](subject(answer)).verdict is not Verdict.MET


@pytest.mark.parametrize(
    ("rule", "verdict", "told"),
    [
        ("No member does more than 60 % of the work.", Verdict.MET, "the most is 50.00 %"),
        ("No member does more than 40 % of the work.", Verdict.NOT_MET, "Acme 50.00 %"),
        ("No partner may do more than 45 percent of all work", Verdict.NOT_MET, "Acme"),
        ("At least 2 % of the revenue goes to the cluster fund.", Verdict.MET, "2.00 %"),
        ("At least 2,5 % of the revenue goes to the fund", Verdict.NOT_MET, "2.00 % is"),
        ("A member's assessment is younger than 24 months.", Verdict.MET, "within 24 months"),
        ("A member's assessment is younger than 6 months.", Verdict.NOT_MET, "older than 6"),
        ("Work lost by a failing member goes to the next one.", Verdict.NOT_MET, "nobody else"),
        ("Revenue is shared by input and risk.", Verdict.MET, "as proposed"),
        ("A member withdraws with three months' notice.", Verdict.NOT_KNOWN, "the agreement"),
        ("A complaint is answered within 5 days.", Verdict.NOT_KNOWN, "the agreement"),
        ("A local member comes first within 10 % of the lowest.", Verdict.NOT_KNOWN, "total cost"),
        ("What is said at the table stays at the table.", Verdict.NOT_KNOWN, "not checked"),
        ("", Verdict.NOT_KNOWN, "not checked"),
    ],
)
def test_a_rule_is_checked_by_the_figure_in_it(rule: str, verdict: Verdict, told: str) -> None:
    found = check_rule(rule, subject(assessments=fresh("acme", "beta")))
    assert found.verdict is verdict
    assert told in found.reason
    assert found.change or verdict is Verdict.MET


def test_two_cannot_keep_a_rule_that_needs_three() -> None:
    found = check_rule("No member does more than 40 % of the work.", subject())
    assert found.change == "find work for 3 members or more: fewer cannot keep this rule"


def test_a_rule_of_any_length_is_read_at_once() -> None:
    assert check_rule("assess " * 100_000, subject()).verdict is Verdict.NOT_KNOWN


def test_the_cluster_of_most_members_gives_the_rules() -> None:
    rule = "Revenue is shared by input and risk."
    north, south = Membership("n", "North", None, (rule,)), Membership("s", "South", None, ())
    known = Known(memberships={"acme": [south, north], "beta": [south, north]})
    assert choose_cluster(known, None) == north
    assert choose_cluster(Known(memberships={"a": [south, north], "b": [south]}), None) == south
    assert choose_cluster(known, "s") == south
    assert choose_cluster(Known(), None) is None
    with pytest.raises(NotFoundError, match="name one of n, s"):
        choose_cluster(known, "x")
