"""What holds of the scores of complementary partners whatever is demanded and held."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.query.complements.answer import ComplementAnswer, ComplementRequest
from kg.query.complements.score import WEIGHTS, WEIGHTS_FOR_ONE
from tests.factories import FakeCatalogue, capability, competency, firm
from tests.unit.query.complements.fakes import FakeDemands, KnownCatalogue, demand, find

SKILLS = ("alloys", "baking", "coating", "dyeing")
FIRMS = ("acme", "bolt", "cox", "dot")
Held = Mapping[str, frozenset[str]]

worlds = st.fixed_dictionaries({f: st.frozensets(st.sampled_from(SKILLS)) for f in FIRMS})
demanded = st.lists(
    st.tuples(st.sampled_from(("o1", "o2")), st.frozensets(st.sampled_from(SKILLS), min_size=1)),
    min_size=1,
    max_size=5,
)


def catalogue(held: Held, order: int = 1) -> FakeCatalogue:
    offers = [(f, s) for f in FIRMS for s in sorted(held[f])][::order]
    return KnownCatalogue(
        [firm(f.title()) for f in FIRMS][::order],
        [capability(f, f"we do {s}", level=3) for f, s in offers],
        [competency(s) for s in SKILLS][::order],
        states=[(f"{f}/we-do-{s}", s) for f, s in offers],
    )


def ask(held: Held, asked: list[tuple[str, frozenset[str]]], order: int = 1) -> ComplementAnswer:
    demands = [demand(f"q{n}", o, *sorted(s)) for n, (o, s) in enumerate(asked)][::order]
    return find(catalogue(held, order), FakeDemands(required=demands), ComplementRequest("acme"))


@pytest.mark.parametrize("weights", [WEIGHTS, WEIGHTS_FOR_ONE])
def test_weights_sum_to_one(weights: Mapping[str, float]) -> None:
    assert sum(weights.values()) == pytest.approx(1)


@settings(max_examples=60, deadline=None)
@given(worlds, demanded)
def test_parts_sum_to_the_score_and_partners_are_ranked_by_it(
    held: Held, asked: list[tuple[str, frozenset[str]]]
) -> None:
    partners = ask(held, asked).complements
    for partner in partners:
        assert sum(p.contribution for p in partner.parts) == pytest.approx(partner.score)
        assert all(0 <= p.value <= 1 and p.reason for p in partner.parts)
    keys = [(-round(p.score, 9), p.organisation.id) for p in partners]
    assert keys == sorted(keys)


@settings(max_examples=60, deadline=None)
@given(worlds, demanded)
def test_a_partner_is_who_holds_what_is_lacking(
    held: Held, asked: list[tuple[str, frozenset[str]]]
) -> None:
    taken_part = {o for o, s in asked if s & held["acme"]}
    lacked = [s for o, s in asked if o in taken_part and not s & held["acme"]]
    completing = {f for f in FIRMS[1:] if any(s & held[f] for s in lacked)}
    found = ask(held, asked)
    assert {c.organisation.id for c in found.complements} == completing
    assert len(found.lacks) == len(lacked)
    assert bool(found.note) is not bool(completing)
    for complement in found.complements:
        assert set(complement.firm_gains.competencies).isdisjoint(held["acme"])
        own = held[complement.organisation.id]
        assert set(complement.partner_gains.competencies).isdisjoint(own)


@settings(max_examples=60, deadline=None)
@given(worlds, demanded)
def test_the_order_of_rows_changes_nothing(
    held: Held, asked: list[tuple[str, frozenset[str]]]
) -> None:
    one, other = (
        [(c.organisation.id, round(c.score, 9)) for c in a.complements]
        for a in (ask(held, asked), ask(held, asked, order=-1))
    )
    assert one == other


@settings(max_examples=60, deadline=None)
@given(worlds, demanded, st.sampled_from(SKILLS))
def test_who_learns_what_is_lacking_covers_no_less(
    held: Held, asked: list[tuple[str, frozenset[str]]], learnt: str
) -> None:
    def covered(answer: ComplementAnswer) -> float:
        parts = [p for c in answer.complements if c.organisation.id == "bolt"
                 for p in c.parts if p.name == "opportunity"]  # fmt: skip
        return sum(p.value for p in parts)

    more = {**held, "bolt": held["bolt"] | {learnt}}
    assert covered(ask(more, asked)) >= covered(ask(held, asked)) - 1e-9
