"""What speaks against a capability, and what would make it count."""

import datetime as dt
from typing import Any

import pytest

from kg.graph.candidates import Hold
from kg.graph.opportunities import Capacity, Certificate, OpportunityRequirement
from kg.query.team.conditions import Case, names_standard, objections_to, remarks_on
from tests.factories import WORDS

TODAY = dt.date(2026, 12, 1)
DELIVERY = dt.date(2027, 4, 30)


def case(asked: dict[str, Any], **known: Any) -> Case:
    requirement = OpportunityRequirement("r", "frames", True, **asked)  # noqa: FBT003
    return Case(requirement, TODAY, stems=WORDS.stems, **known)


def told(asked: dict[str, Any], **known: Any) -> list[tuple[str, str]]:
    return [(o.reason, o.change) for o in objections_to(case(asked, **known))]


def held(title: str, begins: dt.date | None = None, ends: dt.date | None = None) -> Certificate:
    return Certificate("acme", "c", "e", title, begins, ends)


def test_without_conditions_everybody_counts() -> None:
    assert told({}) == []


@pytest.mark.parametrize("level", [3, 5])
def test_a_level_that_is_reached_counts(level: int) -> None:
    assert told({"minimum_level": 3}, level=level) == []


def test_a_lower_level_is_told_with_the_level_to_ask_for() -> None:
    assert told({"minimum_level": 3}, level=2) == [
        ("states level 2, and 3 is asked for", "ask for level 2")
    ]


def test_an_unknown_level_does_not_count() -> None:
    assert told({"minimum_level": 3}) == [
        ("states no level, and 3 is asked for", "assess it at level 3")
    ]


def test_the_seat_must_lie_in_the_region_that_is_asked_for() -> None:
    assert told({"region": "UKE3"}, region="UKE32") == []
    assert told({"region": "UKE3"}, region="DED42") == [
        ("is seated in DED42, and UKE3 is asked for", "accept work from DED42")
    ]
    assert len(told({"region": "UKE3"})) == 1


def test_one_of_the_languages_is_enough_and_unknown_ones_count() -> None:
    asked = {"languages": ("en", "de")}
    assert told(asked, languages=frozenset({"cs", "de"})) == []
    assert told(asked) == []
    assert told(asked, languages=frozenset({"cs"})) == [
        ("works in cs, not in en or de", "add an interpreter for en")
    ]


CERTIFIED = {"certificates": ("ISO 13485",), "needed_by": DELIVERY}


def test_a_certificate_must_be_in_force_on_the_day_that_it_is_needed() -> None:
    assert told(CERTIFIED, certificates=[held("ISO 13485:2016", ends=DELIVERY)]) == []
    ended = held("ISO 13485:2016", ends=dt.date(2027, 2, 15))
    assert told(CERTIFIED, certificates=[ended]) == [
        (
            "holds a certificate for ISO 13485 that ends on 2027-02-15, before 2027-04-30",
            "renew its ISO 13485 certificate",
        )
    ]


def test_a_certificate_that_begins_too_late_is_told() -> None:
    later = held("ISO 13485:2016", begins=dt.date(2027, 6, 1))
    assert told(CERTIFIED, certificates=[later]) == [
        (
            "holds a certificate for ISO 13485 that begins on 2027-06-01, after 2027-04-30",
            "wait until 2027-06-01",
        )
    ]


def test_one_certificate_in_force_is_enough() -> None:
    both = [held("ISO 13485", ends=dt.date(2020, 1, 1)), held("ISO 13485")]
    assert told(CERTIFIED, certificates=both) == []


def test_each_certificate_that_is_not_shown_is_told() -> None:
    asked = {"certificates": ("ISO 14001", "AS9100")}
    assert told(asked, certificates=[held("ISO 9001")]) == [
        ("shows no certificate for ISO 14001", "certify it for ISO 14001"),
        ("shows no certificate for AS9100", "certify it for AS9100"),
    ]


def test_without_a_day_a_certificate_is_needed_when_the_work_begins() -> None:
    asked = {"certificates": ("ISO 13485",)}
    ending = [held("ISO 13485", ends=dt.date(2027, 1, 1))]
    assert told(asked, certificates=ending) == []
    assert len(told(asked, certificates=ending, work_begins=DELIVERY)) == 1


@pytest.mark.parametrize(
    ("title", "standard", "names"),
    [
        ("ISO 13485:2016 certificate", "ISO 13485", True),
        ("DIN EN ISO13485", "ISO 13485", True),
        ("EN ISO 3834-2, welding", "EN ISO 3834-2", True),
        ("EN ISO 3834-3, welding", "EN ISO 3834-2", False),
        ("ISO 9001:2015", "ISO 900", False),
        ("Nadcap heat treating accreditation", "NADCAP", True),
        ("EN 9100", "AS9100", True),
        ("anything", "", False),
    ],
)
def test_a_title_names_a_standard_however_it_is_spaced(
    title: str, standard: str, names: bool
) -> None:
    assert names_standard(title, standard) is names


WEEKLY = {"quantity": 40_000.0, "unit": "portions", "period": "week", "needed_by": DELIVERY}


def capacity(amount: float, period: str | None = "week", **more: Any) -> Capacity:
    stated = {"unit": "portions", "free": amount, "free_from": None, **more}
    return Capacity(amount, period=period, **stated)


def test_too_little_free_capacity_is_told_with_what_is_free() -> None:
    [objection] = objections_to(case(WEEKLY, capacity=capacity(16_000)))
    assert objection.reason == "has 16,000 portions a week free, and 40,000 are asked for"
    assert objection.free == 16_000


@pytest.mark.parametrize(
    ("amount", "period", "is_enough"),
    [(180_000, "month", True), (160_000, "month", False), (6_000, "day", True)],
)
def test_capacity_is_compared_across_periods(amount: float, period: str, is_enough: bool) -> None:
    assert (told(WEEKLY, capacity=capacity(amount, period)) == []) is is_enough


@pytest.mark.parametrize("unit", ["machine hours", None])
def test_other_units_are_not_compared_and_it_is_remarked(unit: str | None) -> None:
    other = case(WEEKLY, capacity=capacity(1, unit=unit))
    assert objections_to(other) == ()
    assert remarks_on(other) == ("its free capacity is not stated in portions",)
    assert remarks_on(case(WEEKLY, capacity=capacity(1))) == ()


def test_units_are_the_same_in_singular_and_plural() -> None:
    assert len(told(WEEKLY, capacity=capacity(1, unit="Portion"))) == 1


def test_capacity_that_is_free_too_late_does_not_count() -> None:
    late = capacity(50_000, free_from=dt.date(2027, 9, 1))
    assert told(WEEKLY, capacity=late) == [
        ("is free only from 2027-09-01, after 2027-04-30", "start on 2027-09-01")
    ]


def test_what_is_asked_for_once_is_compared_with_what_is_free_until_then() -> None:
    once = {"quantity": 120.0, "unit": "portions", "needed_by": TODAY + dt.timedelta(days=21)}
    assert told(once, capacity=capacity(40)) == []
    assert told(once, capacity=capacity(39)) == [
        (
            "has 117 portions until 2026-12-22 free, and 120 are asked for",
            "take 117 from it, and the rest from others",
        )
    ]


EXCLUDED = {"excludes": ("nuts in the same hall",)}


def test_what_somebody_says_of_itself_can_be_excluded() -> None:
    text = "We bake. Almonds and other nuts are handled in the same hall, so we label it."
    [(reason, change)] = told(EXCLUDED, texts=("We bake.", text))
    assert reason.startswith("says “Almonds and other nuts")
    assert change == "allow “nuts in the same hall”"


@pytest.mark.parametrize(
    "text",
    [
        "No nuts in the same hall.",
        "Gluten-free bread without nuts in the same hall",
        "Nuts are roasted here. The same hall is cleaned daily.",
    ],
)
def test_what_is_denied_or_said_apart_is_not_excluded(text: str) -> None:
    assert told(EXCLUDED, texts=(text,)) == []


def test_all_that_speaks_against_it_is_told() -> None:
    asked = {"minimum_level": 3, "certificates": ("ISO 9001",), "region": "UKE3"}
    assert len(told(asked, level=1, region="DED4")) == 3


def test_capacity_that_others_hold_is_told_and_not_free() -> None:
    reserved = Hold("h", 10_000, None, "week", dt.date(2027, 1, 15), "o2")
    told_held = "10,000 portions a week held for o2 until 2027-01-15"
    [objection] = objections_to(case(WEEKLY, capacity=capacity(45_000), holds=[reserved]))
    assert objection.free == 35_000
    assert objection.reason.endswith(f"and 40,000 are asked for; {told_held}")
    enough = case(WEEKLY, capacity=capacity(60_000), holds=[reserved])
    assert objections_to(enough) == ()
    assert remarks_on(enough) == (told_held,)
