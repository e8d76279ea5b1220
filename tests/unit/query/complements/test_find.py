"""Complementary partners: who offers what the firm's work demands and it does not hold."""

import datetime as dt
from typing import Any

import pytest

from kg.errors import NotFoundError, UsageError
from kg.graph.demands import Enterprise, Terms
from kg.query.complements.answer import ComplementAnswer, ComplementRequest
from tests.factories import capability, competency, firm, proof, region
from tests.unit.query.complements.fakes import (
    FakeDemands,
    FakeGraph,
    KnownCatalogue,
    customer,
    demand,
    find,
    relation,
)

CHAIN = (demand("s1", "hoist", "bending"), demand("s2", "hoist", "coating"))
SKILLS = ("bending", "coating", "milling", "five-axis-milling", "testing")
YEARS_AGO, LATER = dt.date(2019, 1, 1), dt.date(2027, 6, 1)


def cluster(**states: str | tuple[str, ...]) -> KnownCatalogue:
    """Organisations by name, each with the competencies that it states."""
    stated = {n: (own,) if isinstance(own, str) else own for n, own in states.items()}
    offers = [(n, c) for n, own in stated.items() for c in own]
    return KnownCatalogue(
        [firm(n.title(), region="PL51" if n.startswith("p") else "UKE31") for n in stated],
        [capability(n.title(), f"we do {c}", status="verified", level=4) for n, c in offers],
        [competency(label.replace("-", " ")) for label in SKILLS],
        [proof("audit")],
        [region("UKE3", "South Yorkshire"), region("PL51", "Dolnośląskie")],
        states=[(f"{n}/we-do-{c}", c) for n, c in offers],
        rests_on=[(f"{n}/we-do-{c}", "audit") for n, c in offers],
        hierarchy=[("five-axis-milling", "milling")],
    )


def ask(catalogue: KnownCatalogue, demands: FakeDemands, **more: Any) -> ComplementAnswer:
    graph = more.pop("graph", None)
    return find(catalogue, demands, ComplementRequest(more.pop("firm", "acme"), **more), graph)


def names(answer: ComplementAnswer) -> list[str]:
    return [complement.organisation.id for complement in answer.complements]


def value(answer: ComplementAnswer, part: str, place: int = 0) -> float:
    parts = answer.complements[place].parts
    return next(p.value for p in parts if p.name == part)


def test_who_does_another_stage_of_the_chain_completes_and_who_does_the_same_does_not() -> None:
    found = ask(cluster(acme="bending", bolt="coating", cox="bending"), FakeDemands(CHAIN))
    assert [lack.id for lack in found.lacks] == ["s2"]
    assert names(found) == ["bolt"]
    gained = found.complements[0]
    assert gained.firm_gains.competencies == ("coating",)
    assert gained.partner_gains.competencies == ("bending",)


def test_each_part_cites_the_demand_the_statement_and_its_proof() -> None:
    found = ask(cluster(acme="bending", bolt="coating"), FakeDemands(CHAIN))
    chain = next(p for p in found.complements[0].parts if p.name == "value chain")
    assert [(c.kind, c.file) for c in chain.evidence] == [
        ("stage", "value_chains.csv"), ("statement", "capabilities.csv"),
        ("reference", "capabilities.csv"),
    ]  # fmt: skip
    assert "work s2 in “the hoist” by coating (verified, level 4)" in chain.reason


def test_who_holds_what_is_narrower_lacks_not_what_is_broader() -> None:
    demands = FakeDemands((CHAIN[0], demand("s2", "hoist", "milling")))
    assert ask(cluster(acme=("bending", "five-axis-milling"), bolt="milling"), demands).lacks == ()
    found = ask(cluster(acme=("bending",), bolt="five-axis-milling"), demands)
    assert names(found) == ["bolt"]
    narrower = FakeDemands((CHAIN[0], demand("s2", "hoist", "five-axis-milling")))
    assert [x.id for x in ask(cluster(acme=("bending", "milling")), narrower).lacks] == ["s2"]


def test_a_chain_in_which_it_takes_part_counts_more_than_one_in_which_it_could() -> None:
    world = cluster(acme="bending", bolt="coating")
    could = ask(world, FakeDemands(CHAIN))
    does = ask(world, FakeDemands(CHAIN, performers=[("acme", "hoist")]))
    assert value(does, "value chain") > value(could, "value chain") > 0


def test_open_opportunities_count_and_closed_ones_do_not() -> None:
    required = (demand("q1", "o1", "bending"), demand("q2", "o1", "coating"))
    world = cluster(acme="bending", bolt="coating")
    assert names(ask(world, FakeDemands(required=required))) == ["bolt"]
    closed = FakeDemands(required=required, terms={"o1": Terms(YEARS_AGO, None, None)})
    assert ask(world, closed).lacks == ()
    own = FakeDemands(required=required, terms={"o1": Terms(LATER, None, "acme")})
    assert ask(world, own).lacks == ()


def test_a_wish_counts_less_and_a_level_must_be_stated() -> None:
    def asked(**more: Any) -> ComplementAnswer:
        required = (demand("q1", "o1", "bending"), demand("q2", "o1", "coating", **more))
        return ask(cluster(acme="bending", bolt="coating"), FakeDemands(required=required))

    assert value(asked(is_must=False), "opportunity") < value(asked(), "opportunity")
    assert names(asked(minimum_level=4)) == ["bolt"]
    assert names(asked(minimum_level=5)) == []


def test_a_customer_does_not_complete_a_bidder_for_its_own_demand() -> None:
    required = (demand("q1", "o1", "bending"), demand("q2", "o1", "coating"))
    demands = FakeDemands(required=required, terms={"o1": Terms(None, None, "bolt")})
    assert names(ask(cluster(acme="bending", bolt="coating", cox="coating"), demands)) == ["cox"]


def test_for_one_opportunity_nothing_else_is_demanded_even_if_it_is_closed() -> None:
    required = (demand("q1", "o1", "bending"), demand("q2", "o1", "testing"))
    demands = FakeDemands(CHAIN, required, {"o1": Terms(YEARS_AGO, None, None)})
    world = cluster(acme="bending", bolt="coating", cox="testing")
    found = ask(world, demands, opportunity="o1", graph=FakeGraph(["o1"]))
    assert (names(found), [lack.id for lack in found.lacks]) == (["cox"], ["q2"])


def test_what_it_had_from_others_is_a_lack_and_they_are_marked_as_partners() -> None:
    demands = FakeDemands(related=[relation("bolt", "SUPPLIES", "coating", is_outgoing=False)])
    found = ask(cluster(acme="bending", bolt="coating", cox="coating"), demands)
    assert [(lack.kind.value, lack.why) for lack in found.lacks] == [("past work", "had from Bolt")]
    assert names(found) == ["bolt", "cox"]
    marks = {c.organisation.id: [m.kind for m in c.marks] for c in found.complements}
    assert marks == {"bolt": ["partner"], "cox": []}
    delivered = FakeDemands(related=[relation("bolt", "SUPPLIES", "coating")])
    assert ask(cluster(acme="bending", bolt="coating"), delivered).lacks == ()


def test_what_an_enterprise_needed_that_it_was_in_is_past_work() -> None:
    demands = FakeDemands(
        required=(demand("q1", "o1", "coating"),), joined=[Enterprise("v1", "Chairs", "o1")]
    )
    found = ask(cluster(acme="bending", bolt="coating"), demands)
    assert [(lack.kind.value, lack.why) for lack in found.lacks] == [
        ("past work", "needed in Chairs")
    ]
    assert value(found, "past work") > 0


def test_competitors_former_partners_and_those_of_one_owner_are_marked_not_hidden() -> None:
    related = [
        relation("bolt", "COMPETES_WITH", "coating"),
        relation("cox", "COOPERATES_WITH", ends_on=YEARS_AGO),
        relation("dot", "COMPETES_WITH", ends_on=YEARS_AGO),
    ]
    world = cluster(acme="bending", bolt="coating", cox="coating", dot="coating")
    found = ask(
        world, FakeDemands(CHAIN, related=related), graph=FakeGraph(owners=[("acme", "dot")])
    )
    marks = {c.organisation.id: [m.kind for m in c.marks] for c in found.complements}
    assert marks == {"bolt": ["competitor"], "cox": ["former partner"], "dot": ["same owner"]}


def test_markets_that_are_new_add_to_the_score_of_both_sides() -> None:
    bought = [customer("bolt", "PL"), customer("bolt", "UK"), customer("acme", "DE")]
    world = cluster(acme="bending", bolt="coating", cox="coating")
    found = ask(world, FakeDemands(CHAIN, bought=bought))
    assert names(found) == ["bolt", "cox"]
    best = found.complements[0]
    assert best.firm_gains.markets == ("customers in PL",)
    assert best.partner_gains.markets == ("customers in DE",)
    assert value(found, "new markets") == pytest.approx(0.5)


def test_who_does_other_things_stands_before_who_does_the_same() -> None:
    world = cluster(acme="bending", bolt=("bending", "coating"), cox="coating")
    assert names(ask(world, FakeDemands(CHAIN))) == ["cox", "bolt"]


def test_a_region_keeps_to_those_seated_there_and_ties_go_by_id() -> None:
    world = cluster(acme="bending", bolt="coating", ayr="coating", pol="coating")
    assert names(ask(world, FakeDemands(CHAIN))) == ["ayr", "bolt", "pol"]
    assert names(ask(world, FakeDemands(CHAIN), region="South Yorkshire")) == ["ayr", "bolt"]
    assert names(ask(world, FakeDemands(CHAIN), limit=1)) == ["ayr"]


def test_who_lacks_nothing_and_who_nobody_completes_is_told_so() -> None:
    whole = ask(cluster(acme=("bending", "coating")), FakeDemands(CHAIN))
    assert whole.note == "Acme lacks nothing: it holds every competency that its work demands"
    alone = ask(cluster(acme="bending", pol="coating"), FakeDemands(CHAIN), region="UKE3")
    assert alone.note == (
        "nobody in UKE3 offers what Acme lacks: coating; next step: try without the region"
    )
    assert "nothing is known to be demanded" in (
        ask(cluster(acme="bending"), FakeDemands()).note or ""
    )


def test_what_is_not_there_is_told() -> None:
    world = cluster(acme="bending")
    with pytest.raises(NotFoundError, match="no organisation 'nobody'"):
        ask(world, FakeDemands(), firm="nobody")
    with pytest.raises(NotFoundError, match="no opportunity 'o9'"):
        ask(world, FakeDemands(), opportunity="o9")
    with pytest.raises(NotFoundError, match="no region"):
        ask(world, FakeDemands(), region="Nowhere")
    with pytest.raises(UsageError, match="limit 0"):
        ask(world, FakeDemands(), limit=0)
