"""Gates of assessments."""

import datetime as dt

from kg.graph.assessments import Assessment
from kg.query.team.answer import Status, TeamAnswer, TeamRequest
from kg.query.team.assessing import AREAS, Assessing
from tests.factories import capability
from tests.unit.query.team.fakes import FakeOpportunities, form
from tests.unit.query.team.test_form import COATING, cluster

TODAY = dt.date(2026, 12, 1)
LATELY = dt.date(2026, 3, 1)


def found(
    area: str, score: int = 70, on: dt.date = LATELY, until: dt.date | None = None
) -> Assessment:
    return Assessment(area, None, score, None, on, until)


def told(
    *own: Assessment, least: int | None = None, months: int | None = None
) -> list[tuple[str, str]]:
    gate = Assessing(TODAY, {"acme": own}, least, months)
    return [(o.reason, o.change) for o in gate.objections("acme")]


ALL = tuple(map(found, AREAS))


def test_nothing_is_asked_unless_it_is_said() -> None:
    assert told() == []


def test_who_is_assessed_lately_and_well_enough_counts() -> None:
    assert told(*ALL, least=70, months=24) == []


def test_each_area_without_an_assessment_is_told() -> None:
    assert told(ALL[0], ALL[1], months=24) == [
        ("has no assessment in ethics", "assess it in ethics")
    ]


def test_a_low_score_is_told_with_what_is_asked_for() -> None:
    assert told(*ALL[1:], found("finance", 40), least=50) == [
        (
            "scored 40 in finance on 2026-03-01, and 50 is asked for",
            "assess it again in finance",
        )
    ]


def test_an_old_assessment_has_to_be_made_again() -> None:
    old = found("finance", on=dt.date(2024, 11, 30))
    assert told(*ALL[1:], old, months=24) == [
        (
            "was assessed in finance on 2024-11-30, more than 24 months ago",
            "assess it again in finance",
        )
    ]
    assert told(*ALL[1:], found("finance", on=dt.date(2024, 12, 1)), months=24) == []


def test_an_assessment_that_ended_is_none() -> None:
    ended = found("finance", until=dt.date(2026, 11, 30))
    assert told(*ALL[1:], ended, least=10) == [
        ("has an assessment in finance that ended on 2026-11-30", "assess it again in finance")
    ]


def test_the_latest_of_several_counts() -> None:
    assert told(*ALL, found("finance", 20, dt.date(2025, 1, 1)), least=60) == []


def test_the_gate_is_given_up_where_nobody_passes_it() -> None:
    catalogue = cluster(capability("Gamma", "nothing of the kind"))
    answer: TeamAnswer = form(
        TeamRequest(COATING, least_assessment=50), catalogue, FakeOpportunities()
    )
    assert answer.status is Status.INFEASIBLE
    assert answer.relaxations == ("assessments with a score of 50",)
    passed = FakeOpportunities(assessed={"beta": list(ALL)})
    answer = form(TeamRequest(COATING, least_assessment=50), catalogue, passed)
    assert [member.organisation.id for member in answer.members] == ["beta"]
