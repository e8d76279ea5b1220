"""The features of a partner, one by one."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import CompetencyMatch
from kg.projection.projection import STATUSES
from kg.query.features import (
    PROOF,
    RANKING,
    Offer,
    depth,
    fit,
    level,
    plausibility,
    proof,
    recency,
)
from kg.query.fit import CapabilityFit
from tests import factories
from tests.factories import FakeCatalogue, capability, firm, project

TODAY = dt.date(2026, 7, 1)


def offer(*texts: str, shown_on: dt.date | None = None, **stated: Any) -> Offer:
    """Acme's offer of these statements, best first, the first with what is stated."""
    texts = texts or ("milling",)
    offers = [
        capability("Acme", text, **(stated if n == 0 else {})) for n, text in enumerate(texts)
    ]
    proofs = [factories.proof("ref", shown_on)] if shown_on else []
    rests_on = [(offers[0].id, "ref")] if shown_on else []
    projection = project(FakeCatalogue([firm("Acme")], offers, proofs=proofs, rests_on=rests_on))
    rows = [list(projection.capabilities.ids).index(o.id) for o in offers]
    fits = tuple(CapabilityFit(row, 0.9 - n / 10, None) for n, row in enumerate(rows))
    return Offer(projection, fits, TODAY)


def test_the_weights_sum_to_one() -> None:
    assert sum(feature.weight for feature in RANKING) == pytest.approx(1, abs=1e-12)
    assert all(feature.weight > 0 for feature in RANKING)


@pytest.mark.parametrize("feature", RANKING, ids=lambda feature: feature.name)
def test_a_docstring_is_one_sentence(feature: Any) -> None:
    text = feature.measure.__doc__
    assert text[0].isupper()
    assert text.endswith(".")
    assert text.count(".") == 1
    assert "\n" not in text


OFFERS = st.builds(
    offer,
    status=st.sampled_from(STATUSES),
    level=st.none() | st.integers(1, 5),
    recorded_on=st.none() | st.dates(),
    shared_by=st.none() | st.integers(1, 500),
)


@settings(max_examples=40, deadline=None)
@given(OFFERS)
def test_every_value_lies_between_nothing_and_all_and_has_a_reason(stated: Offer) -> None:
    for feature in RANKING:
        found = feature.measure(stated)
        assert 0 <= found.value <= 1
        assert found.reason


def test_fit_is_that_of_the_best_statement_and_quotes_it() -> None:
    found = fit(offer("milling", "turning"))
    assert (found.value, found.reason) == (0.9, "says: “milling”")


def test_a_long_statement_is_quoted_in_part() -> None:
    assert len(fit(offer("milling " * 50)).reason) < 130


def test_a_fit_by_competency_names_it_with_the_confidence() -> None:
    plain = offer("milling")
    match = CompetencyMatch("m", "milling", 0.87)
    found = fit(Offer(plain.projection, (CapabilityFit(0, 0.87, match),), TODAY))
    assert found.reason == (
        "states the competency “milling”, which the requirement means with confidence 0.87"
    )


@pytest.mark.parametrize(
    ("texts", "value", "reason"),
    [
        (("a",), 0, "no further statement matches"),
        (("a", "b"), 1 / 3, "1 further matching statement"),
        (("a", "b", "c"), 2 / 3, "2 further matching statements"),
        (tuple("abcdef"), 1, "5 further matching statements"),
    ],
)
def test_depth_counts_further_statements_up_to_three(
    texts: tuple[str, ...], value: float, reason: str
) -> None:
    found = depth(offer(*(f"milling {text}x" for text in texts)))
    assert (found.value, found.reason) == (pytest.approx(value), reason)


def test_proof_is_worth_more_the_better_it_is() -> None:
    worth = [proof(offer(status=s)).value for s in ("expired", "claimed", "evidenced", "verified")]
    assert worth == sorted(worth)
    assert set(PROOF) == set(STATUSES)


def test_a_reference_that_many_share_proves_less() -> None:
    alone, shared = (proof(offer(status="derived", shared_by=n)) for n in (1, 16))
    assert shared.value == pytest.approx(alone.value / 2)
    assert shared.reason == "derived from a project shared by 16 organisations"


def test_what_was_shown_six_years_ago_counts_half() -> None:
    assert recency(offer(recorded_on=dt.date(2020, 7, 1))).value == pytest.approx(0.5, abs=1e-3)


def test_a_day_to_come_counts_as_today() -> None:
    assert recency(offer(recorded_on=dt.date(2030, 1, 1))).value == 1


def test_later_evidence_makes_a_statement_recent() -> None:
    shown = offer(recorded_on=dt.date(2010, 1, 1), shown_on=dt.date(2026, 6, 30))
    assert recency(shown).reason == "dated 2026-06-30"


def test_what_is_not_known_counts_nothing() -> None:
    assert (recency(offer()).value, level(offer()).value) == (0, 0)
    assert level(offer(level=4)).value == pytest.approx(0.8)


def test_each_doubt_halves_plausibility_and_is_told() -> None:
    assert plausibility(offer()).value == 1
    doubted = offer(doubts=("text MÃ¼ller: decoded twice", "region DED2: others are in DE21"))
    found = plausibility(doubted)
    assert found.value == 0.25
    assert "decoded twice" in found.reason
    assert "others are in DE21" in found.reason


def test_a_doubt_of_the_organisation_counts_for_all_that_it_offers() -> None:
    acme = firm("Acme", doubts=("employees 10000: the size class micro has 0 to 9",))
    stated = capability("Acme", "milling")
    projection = project(FakeCatalogue([acme], [stated]))
    found = plausibility(Offer(projection, (CapabilityFit(0, 0.9, None),), TODAY))
    assert found.value == 0.5
    assert "size class micro" in found.reason
