"""What candidates did before, in the ranking of a need: alone, and beside partners."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import NotFoundError
from kg.model import MatchAnswer, Part
from kg.query.match import Matcher, MatchRequest
from kg.query.need import NeedReader
from kg.query.past import BESIDE_PARTNERS, PAST
from kg.query.present import match_json
from tests.factories import WORDS, BagEncoder, FakeCatalogue, capability, firm, project, proof
from tests.shapes import assert_match

TODAY = dt.date(2026, 7, 1)
MILLING = "five-axis milling of titanium"
NAMES = ("Acme", "Beta", "Gamma", "Delta")


def cluster(*projects: str, **more: Any) -> FakeCatalogue:
    """Firms that all mill, and projects in which those took part whose initials are given."""
    offers = {name[0]: capability(name, MILLING, status="derived") for name in NAMES}
    rests_on = [
        (offers[initial].id, f"project-{n}")
        for n, members in enumerate(projects)
        for initial in members
    ]
    proofs = [proof(f"project {n}", is_work=True) for n in range(len(projects))]
    firms = [firm(name) for name in NAMES]
    return FakeCatalogue(firms, [*offers.values()], proofs=proofs, rests_on=rests_on, **more)


def ask(catalogue: FakeCatalogue, *partners: str, text: str = MILLING) -> MatchAnswer:
    encoder = BagEncoder()
    matcher = Matcher(catalogue, NeedReader(encoder.encode, WORDS))
    request = MatchRequest(text, partners=partners)
    answer = matcher.match(request, project(catalogue, encoder), TODAY)
    assert_match(match_json(answer))
    return answer


def names(answer: MatchAnswer) -> list[str]:
    return [partner.organisation.name for partner in answer.partners]


def past_of(answer: MatchAnswer, name: str) -> dict[str, Part]:
    [found] = [p for p in answer.partners if p.organisation.name == name]
    return {part.name: part for part in found.parts if part.name.startswith("past: ")}


def test_who_did_like_work_more_often_stands_first() -> None:
    answer = ask(cluster("G", "GD", "G"))
    assert names(answer)[:2] == ["Gamma", "Delta"]
    part = past_of(answer, "Gamma")["past: like work"]
    assert part.reason == f"took part in 3 pieces of work like the need, as in “{MILLING}”"
    assert [c.id for c in part.evidence] == ["project-0", "project-1", "project-2"]
    part = past_of(answer, "Acme")["past: like work"]
    assert (part.value, part.evidence) == (0, ())
    assert part.reason == "no past work is known that is like the need"


def test_where_no_past_is_known_nothing_is_said_of_it() -> None:
    assert past_of(ask(cluster()), "Acme") == {}


def test_other_evidence_is_no_work() -> None:
    offer = capability("Acme", MILLING, status="derived")
    certified = FakeCatalogue(
        [firm("Acme")], [offer], proofs=[proof("ISO 9001")], rests_on=[(offer.id, "iso-9001")]
    )
    assert past_of(ask(certified), "Acme") == {}


def test_a_reference_of_an_own_statement_counts_as_proof_and_not_again() -> None:
    offer = capability("Acme", MILLING, status="evidenced")
    reference = proof("bridge", is_work=True)
    shown = FakeCatalogue(
        [firm("Acme")], [offer], proofs=[reference], rests_on=[(offer.id, reference.id)]
    )
    assert past_of(ask(shown), "Acme") == {}


def test_who_worked_with_a_partner_stands_first_and_the_partner_is_no_answer() -> None:
    answer = ask(cluster("AD", "B", "B"), "acme")
    assert names(answer)[0] == "Delta"
    assert "Acme" not in names(answer)
    part = past_of(answer, "Delta")["past: joint work"]
    assert (part.value, part.reason) == (1, "worked with Acme (1)")
    assert [c.id for c in part.evidence] == ["project-0"]
    assert (
        past_of(answer, "Beta")["past: joint work"].reason == "no work with the partners is known"
    )


def test_a_tie_between_two_organisations_is_joint_work() -> None:
    answer = ask(cluster(ties=[("gamma", "acme")]), "acme", "beta")
    assert names(answer)[0] == "Gamma"
    part = past_of(answer, "Gamma")["past: joint work"]
    assert (part.reason, part.evidence) == ("worked with Acme (1)", ())
    assert "past: like work" not in past_of(answer, "Gamma")


def test_partners_weigh_more_than_like_work_alone() -> None:
    for catalogue, partners, importance in (
        (cluster("G"), (), PAST),
        (cluster("AG"), ("acme",), BESIDE_PARTNERS),
    ):
        past = past_of(ask(catalogue, *partners), "Gamma")
        assert sum(p.weight for p in past.values()) == pytest.approx(importance / (1 + importance))


def test_an_unknown_partner_is_refused() -> None:
    with pytest.raises(NotFoundError, match="no organisation 'nobody'; try: kg firm find"):
        ask(cluster(), "nobody")


@settings(deadline=None, max_examples=30)
@given(
    st.lists(st.text("ABGD", max_size=4), max_size=5),
    st.sets(st.sampled_from([name.lower() for name in NAMES]), max_size=2),
)
def test_whatever_was_done_parts_sum_to_the_score(projects: list[str], given: set[str]) -> None:
    answer = ask(cluster(*projects), *sorted(given))
    assert len(answer.partners) == len(NAMES) - len(given)
