"""Shares are whole basis points that add up, whoever comes first, and each says where from."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.query.present_shares import derivation, shares_json
from kg.query.team.answer import TeamRequest
from kg.query.team.plan import plan
from kg.query.team.problem import Candidate
from kg.query.team.shares import (
    CLUSTER_SHARE,
    Shares,
    Stake,
    apportion,
    led_by,
    propose_shares,
)
from kg.query.team.stakes import stakes_of
from tests.factories import FakeCatalogue, capability, firm
from tests.unit.query.team.fakes import form
from tests.unit.query.team.problems import candidate, problem

AMOUNTS = st.integers(0, 2_000).map(lambda n: Fraction(n, 100))
STAKES = st.lists(
    st.builds(Stake, st.text("abcdef", min_size=1, max_size=4), AMOUNTS, AMOUNTS, AMOUNTS),
    min_size=1,
    max_size=9,
    unique_by=lambda stake: stake.member,
)


def proposed(*stakes: Stake) -> Shares:
    shares = propose_shares(stakes)
    assert shares is not None
    return shares


@given(STAKES)
def test_each_kind_of_share_adds_up_to_the_whole(stakes: list[Stake]) -> None:
    shares = proposed(*stakes).members
    for column in ("input", "risk", "revenue"):
        assert sum(getattr(share, column) for share in shares) == 10_000
        assert all(getattr(share, column) >= 0 for share in shares)


@given(STAKES, st.randoms())
def test_the_order_of_the_members_changes_nothing(stakes: list[Stake], chance: object) -> None:
    mixed = [*stakes]
    chance.shuffle(mixed)  # type: ignore[attr-defined]  # hypothesis's random
    first, second = proposed(*stakes), proposed(*mixed)
    assert first.lead == second.lead
    assert {s.member: s for s in first.members} == {s.member: s for s in second.members}


@given(st.lists(AMOUNTS.filter(bool), min_size=1, max_size=9))
def test_a_share_is_off_by_less_than_a_basis_point(parts: list[Fraction]) -> None:
    points = apportion([str(row) for row in range(len(parts))], parts)
    assert all(
        abs(given - 10_000 * part / sum(parts)) < 1
        for given, part in zip(points, parts, strict=True)
    )


def test_of_equal_remainders_the_first_id_gets_the_point() -> None:
    assert apportion(["c", "a", "b"], [Fraction(1)] * 3) == [3_333, 3_334, 3_333]


def test_nobody_has_no_shares() -> None:
    assert propose_shares([]) is None
    assert shares_json(None) is None


@given(STAKES, st.data())
def test_another_lead_partner_changes_only_what_a_lead_bears(
    stakes: list[Stake], data: st.DataObject
) -> None:
    lead = data.draw(st.sampled_from(stakes)).member
    before = proposed(*stakes)
    after = led_by(before, lead)
    assert after.lead == lead
    assert led_by(after, before.lead) == before
    assert sum(share.revenue for share in after.members) == 10_000
    assert [share.input for share in after.members] == [share.input for share in before.members]


def test_a_stranger_leads_no_team() -> None:
    with pytest.raises(UsageError, match="'x' is no member of the team"):
        led_by(proposed(Stake("a", Fraction(1))), "x")


def test_input_is_the_work_and_who_does_most_of_it_leads() -> None:
    shares = proposed(Stake("a", Fraction(1)), Stake("b", Fraction(3)))
    assert [share.input for share in shares.members] == [2_500, 7_500]
    assert (shares.lead, shares.cluster) == ("b", CLUSTER_SHARE)


def test_a_required_member_without_work_has_no_input_and_bears_its_part_of_the_joint_risk() -> None:
    _, idle = proposed(Stake("a", Fraction(1)), Stake("b", Fraction(0))).members
    assert idle.input == 0
    assert 0 < idle.risk < 500
    assert idle.exposure.own == 0


@pytest.mark.parametrize("term", ["unproven", "sole"])
def test_who_could_lose_more_earns_more(term: str) -> None:
    one = Fraction(1)
    a, b = proposed(Stake("a", one), Stake("b", one)).members
    assert a.revenue > b.revenue  # a leads
    _, riskier = proposed(Stake("a", one), Stake("b", one, **{term: one})).members
    assert (riskier.input, riskier.risk > b.risk) == (5_000, True)
    assert riskier.revenue > b.revenue


def test_revenue_is_between_input_and_risk() -> None:
    stakes = [
        Stake("a", Fraction(5)),
        Stake("b", Fraction(2), Fraction(2)),
        Stake("c", Fraction(1)),
    ]
    for share in proposed(*stakes).members:
        low, high = sorted((share.input, share.risk))
        assert low - 1 <= share.revenue <= high + 1


def test_a_must_is_twice_the_work_of_a_wish_and_sole_work_is_known() -> None:
    found = problem(candidate("a", 0.9, None), candidate("b", None, 0.9), candidate("c", None, 0.8))
    best = plan(found, found.candidates[:2])
    stakes = stakes_of(found, best)
    assert [(stake.member, stake.work) for stake in stakes] == [("a", 100), ("b", 100)]
    assert [stake.sole for stake in stakes] == [100, 0]


def test_who_belongs_to_the_same_group_is_nobody_else() -> None:
    found = problem(candidate("a", 0.9, group="g"), candidate("b", 0.8, group="g"))
    [stake] = stakes_of(found, plan(found, found.candidates[:1]))
    assert stake.sole == stake.work


def test_missing_proof_is_a_part_of_the_work() -> None:
    found = problem(Candidate("a", (0.9,), "a", risks=(0.07,)))
    [stake] = stakes_of(found, plan(found, found.candidates))
    assert stake.unproven / stake.work == Fraction(1, 2)


def test_a_team_says_where_its_shares_come_from() -> None:
    catalogue = FakeCatalogue(
        [firm("Acme"), firm("Beta")],
        [
            capability("Acme", "five-axis milling of titanium"),
            capability("Beta", "powder coating of steel frames"),
        ],
    )
    need = "five-axis milling of titanium; powder coating of steel frames"
    answer = form(TeamRequest(need), catalogue)
    assert answer.shares is not None
    lead, _ = answer.shares.members
    assert lead.member == answer.shares.lead == "acme"
    assert derivation(lead) == (
        "input: 50.00 % of the work; risk: 1.200 = own work 0.500, work without proof 0.300, work "
        "that nobody else could take over 0.250, lead partner 0.100, liability of all 0.050; "
        "revenue: 70 % by input and 30 % by risk"
    )
