"""Firms of one name in other towns are asked, however much their names weigh."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.ingest.resolution.compare import ASKED_ANYHOW
from kg.ingest.resolution.features import FEATURES
from kg.ingest.resolution.namesakes import may_be_namesakes
from tests.unit.ingest.resolution.pairs import body, compared, level, weights

LEVELS = st.fixed_dictionaries(
    {}, optional={f.name: st.sampled_from([name for name, _ in f.levels]) for f in FEATURES}
)
AGREEMENTS = ("identifier", "pic", "web domain", "telephone")


@pytest.mark.parametrize(
    ("name", "country", "left", "right"),
    [
        ("Müller GmbH", "DE", "Dresden", "München"),
        ("Zimmermann AG", "DE", "Leipzig", "Rostock"),
        ("Novak s.r.o.", "CZ", "Praha", "Brno"),
        ("Müller Metallbau GmbH", "DE", "Hamburg", "München"),
        ("Schäfer Bau GmbH", "DE", "Köln", "München"),
        ("CYBERNETICA AS", "EE", "Tallinn", "Tartu"),
        ("Müller GmbH", None, None, None),
        ("Stadtwerke", None, None, None),
        ("Stadtwerke", "DE", None, None),
        ("ABC", "DE", None, None),
        ("ok", None, None, None),
    ],
)
def test_one_name_in_two_towns_or_with_nothing_else_known_is_asked(
    name: str, country: str | None, left: str | None, right: str | None
) -> None:
    one, other = body(name, "a", country=country, city=left), body(name, "b", country=country)
    found = compared(one, replace(other, city=right))
    assert found.outcome == "ask"


def test_another_postcode_and_web_domain_leave_one_name_to_be_asked() -> None:
    dresden = body("Müller GmbH", "a", country="DE", city="Dresden", postal_code="01067",
                   website="https://mueller-dd.example")  # fmt: skip
    munich = body("Müller GmbH", "b", country="DE", city="München", postal_code="80331",
                  website="https://mueller-m.example")  # fmt: skip
    assert compared(dresden, munich).outcome == "ask"


@pytest.mark.parametrize(
    "known",
    [
        {"website": "mueller.example"},
        {"phone": "+49 351 4960000"},
        {"identifiers": {"vat": frozenset({"DE1"})}},
    ],
)
def test_a_name_in_two_towns_is_the_same_where_something_of_its_own_agrees(
    known: dict[str, object],
) -> None:
    dresden = body("Müller Feinguss GmbH", "a", country="DE", city="Dresden", **known)
    munich = body("Müller Feinguss GmbH", "b", country="DE", city="München", **known)
    assert not may_be_namesakes({"place": "elsewhere", "web domain": "same"})
    if "website" not in known:
        assert compared(dresden, munich).outcome == "same"


def test_a_likely_pair_that_is_asked_says_why() -> None:
    found = compared(body("Hallam Ltd", "a"), body("HALLAM LIMITED", "b"))
    assert found.probability >= weights().same
    assert found.outcome == "ask"
    assert found.clues[-1].reason == ASKED_ANYHOW


@given(LEVELS)
def test_the_rule_lets_pass_only_what_agrees_in_more_than_a_short_name(
    levels: dict[str, str],
) -> None:
    if may_be_namesakes(levels):
        assert not any(levels.get(feature) == "same" for feature in AGREEMENTS)
        return
    is_backed = any(levels.get(feature) == "same" for feature in (*AGREEMENTS, "address"))
    is_near = levels.get("place") in ("same postal code", "same city", "same region")
    # None: the names differ, which weighs for itself.
    is_told = levels.get("tellingness") in ("tells much", "tells most", None)
    assert is_backed or is_near or is_told or levels.get("country") == "same"


@settings(deadline=None)  # the machine may be busy
@given(st.sampled_from(["Müller", "Novak Transport", "ABC"]), st.sampled_from(["GmbH", "s.r.o."]))
def test_a_name_is_no_acronym_of_itself(name: str, form: str) -> None:
    short = (name.upper(),)
    one = body(f"{name} {form}", "a", alternative_names=short)
    other = body(f"{name} {form}", "b", alternative_names=short)
    assert level("acronym", one, body(f"{name} {form}")) is None
    assert level("acronym", one, other) is None


def test_a_short_name_counts_beside_equal_names_but_not_that_it_fits_them() -> None:
    stating = body("Rother Hallam Forge Institute", alternative_names=("ROHALF",))
    assert level("acronym", stating, stating) == "shared"
    fitting = body("Rother Hallam Forge Institute", alternative_names=("RHFI",))
    assert level("acronym", fitting, body("Rother Hallam Forge Institute")) is None


def test_another_town_of_one_region_is_no_agreement() -> None:
    one = body("A", region="ES300", city="Madrid")
    assert level("place", one, body("A", region="ES300", city="Getafe")) == "next town"
    assert level("place", one, body("A", region="ES300")) == "same region"
