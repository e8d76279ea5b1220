"""Needs are answered with ranked partners whose parts sum to the score."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from kg.errors import NotFoundError, UsageError
from kg.model import MatchAnswer
from kg.query.match import Matcher, MatchRequest
from kg.query.need import NeedReader
from kg.query.partners import PROOFS_OF_A_STATEMENT
from kg.query.present import match_json
from tests.factories import (
    WORDS,
    BagEncoder,
    FakeCatalogue,
    capability,
    competency,
    firm,
    project,
    proof,
    region,
)
from tests.shapes import assert_match

TODAY = dt.date(2026, 7, 1)
MILLING = "five-axis milling of titanium"


def cluster() -> FakeCatalogue:
    return FakeCatalogue(
        [firm("Acme", region="UKE31"), firm("Beta", region="DE111"), firm("Gamma", region="UKE3")],
        [
            capability("Acme", MILLING, status="evidenced", level=4),
            capability("Beta", MILLING),
            capability("Gamma", "anodising of aluminium"),
        ],
        [competency("milling"), competency("anodising")],
        [proof("reference", dt.date(2025, 1, 1))],
        [region("UKE3", "South Yorkshire"), region("DE1", "Baden-Württemberg")],
        rests_on=[("acme/five-axis-milling-of-titanium", "reference")],
    )


def ask(text: str, catalogue: FakeCatalogue | None = None, **more: Any) -> MatchAnswer:
    catalogue, encoder = catalogue or cluster(), BagEncoder()
    matcher = Matcher(catalogue, NeedReader(encoder.encode, WORDS))
    return matcher.match(MatchRequest(text, **more), project(catalogue, encoder), TODAY)


def names(answer: MatchAnswer) -> list[str]:
    return [partner.organisation.name for partner in answer.partners]


@pytest.mark.parametrize(
    "need", [MILLING, f"{MILLING}; anodising of aluminium preferred", "beer brewing", "..."]
)
def test_an_answer_has_its_shape_and_its_parts_sum_to_the_score(need: str) -> None:
    assert_match(match_json(ask(need)))


def test_better_proof_ranks_higher() -> None:
    assert names(ask(MILLING)) == ["Acme", "Beta"]


def test_ties_break_by_id() -> None:
    firms = [firm(name) for name in ("Zeta", "Acme", "Beta")]
    answer = ask(MILLING, FakeCatalogue(firms, [capability(f.name, MILLING) for f in firms]))
    assert names(answer) == ["Acme", "Beta", "Zeta"]
    assert len({partner.score for partner in answer.partners}) == 1


def test_the_same_question_has_the_same_answer() -> None:
    assert ask(MILLING) == ask(MILLING)


def test_at_most_as_many_partners_as_asked_for() -> None:
    assert names(ask(MILLING, limit=1)) == ["Acme"]


@pytest.mark.parametrize("limit", [0, -1])
def test_to_ask_for_nobody_is_refused(limit: int) -> None:
    with pytest.raises(UsageError, match=f"limit {limit} asks for nobody; next step: ask for 1"):
        ask(MILLING, limit=limit)


@pytest.mark.parametrize("wanted", ["UKE3", "TLE3", "south yorkshire", "DE1"])
def test_only_partners_in_the_region_are_named(wanted: str) -> None:
    assert names(ask(MILLING, region=wanted)) == (["Beta"] if wanted == "DE1" else ["Acme"])


def test_a_requirement_that_nobody_in_the_region_meets_is_uncovered() -> None:
    answer = ask(f"{MILLING}; anodising of aluminium", region="DE1")
    assert names(answer) == ["Beta"]
    assert answer.uncovered == ("R2",)


def test_an_unknown_region_is_refused() -> None:
    with pytest.raises(NotFoundError, match="South Yorkshire"):
        ask(MILLING, region="South Yorkshir")


def test_a_senseless_need_has_no_partner() -> None:
    answer = ask("beer brewing")
    assert (answer.abstained, answer.partners, answer.uncovered) == (True, (), ("R1",))


def test_a_need_without_requirements_has_no_partner() -> None:
    answer = ask("...")
    assert (answer.abstained, answer.need.requirements, answer.uncovered) == (True, (), ())


def parts(answer: MatchAnswer) -> Mapping[str, Any]:
    return {part.name: part for part in answer.partners[0].parts}


def test_a_wish_weighs_half_of_a_must() -> None:
    found = parts(ask(f"{MILLING}; anodising of aluminium preferred"))
    assert found["R1 fit"].weight == pytest.approx(2 * found["R2 fit"].weight)


def test_what_is_not_met_counts_nothing_and_says_so() -> None:
    part = parts(ask(f"{MILLING}; anodising of aluminium"))["R2 fit"]
    assert (part.value, part.evidence) == (0, ())
    assert part.reason == "nothing credible for this requirement"


def test_evidence_is_cited_first_and_then_the_statement_that_it_supports() -> None:
    acme, beta = ask(MILLING).partners
    statement = "five-axis-milling-of-titanium"
    assert [c.id for c in acme.parts[0].evidence] == ["reference", f"acme/{statement}"]
    assert [c.id for c in beta.parts[0].evidence] == [f"beta/{statement}"]


def test_only_what_is_shown_is_looked_up() -> None:
    ask(MILLING, catalogue := cluster(), limit=1)
    assert catalogue.cited == ["reference", "acme/five-axis-milling-of-titanium"]


def test_few_citations_stand_for_many() -> None:
    proofs = [proof(f"reference {n}") for n in range(9)]
    rests_on = [("acme/five-axis-milling-of-titanium", p.id) for p in proofs]
    catalogue = FakeCatalogue(
        [firm("Acme")], [capability("Acme", MILLING)], proofs=proofs, rests_on=rests_on
    )
    assert len(ask(MILLING, catalogue).partners[0].parts[0].evidence) == PROOFS_OF_A_STATEMENT + 1


def test_the_answer_names_the_revision_that_it_was_read_from() -> None:
    assert ask(MILLING).revision == 7
