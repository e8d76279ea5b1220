"""An edited need is read as it was written, and refused where it cannot be used."""

import datetime as dt
import json
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.conditions import (
    CONDITION_CLASSES,
    PERIODS,
    SIZE_CLASSES,
    Condition,
    DistanceCondition,
)
from kg.errors import InputError
from kg.model import CompetencyMatch, Need, Requirement, SetAside
from kg.query.need_file import Known, load_need, read_need
from kg.query.present import need_json

COMPETENCIES = {"milling": "CNC milling", "coating": "coating of metal"}
REGIONS = ("UKE3", "DED", "CN")
KNOWN = Known(
    COMPETENCIES.get,
    lambda code: code if code in REGIONS else None,
    lambda place: (53.38, -1.47) if place == "Sheffield" else None,
    lambda texts: [(CompetencyMatch("milling", "CNC milling", 0.8),) for _ in texts],
)
MILLING: dict[str, Any] = {"requirements": [{"id": "R1", "text": "milling"}]}

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(str.strip)
AMOUNTS = st.floats(0, 1e9)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": TEXTS,
    "must": st.booleans(),
    "requirement": st.sampled_from([None, "R1"]),
    "standard": TEXTS,
    "regions": st.lists(st.sampled_from(REGIONS), max_size=3).map(tuple),
    "excluded": st.booleans(),
    "km": AMOUNTS,
    "place": TEXTS,
    "latitude": st.floats(-90, 90),
    "longitude": st.floats(-180, 180),
    "classes": st.lists(st.sampled_from(SIZE_CLASSES), max_size=3).map(tuple),
    "least": st.none() | st.integers(0, 10_000),
    "most": st.none() | st.integers(0, 10_000),
    "sectors": st.lists(TEXTS, max_size=2).map(tuple),
    "languages": st.lists(TEXTS, max_size=2).map(tuple),
    "amount": AMOUNTS,
    "unit": TEXTS,
    "period": st.sampled_from([None, *PERIODS]),
    "relation": st.sampled_from(["by", "from"]),
    "day": st.dates(),
    "currency": TEXTS,
    "per": st.none() | TEXTS,
    "words": TEXTS,
    "competencies": st.lists(st.sampled_from(sorted(COMPETENCIES)), max_size=2).map(tuple),
    "of_partner": st.booleans(),
}
MATCHES = st.sampled_from(sorted(COMPETENCIES.items())).flatmap(
    lambda item: st.builds(CompetencyMatch, st.just(item[0]), st.just(item[1]), st.floats(0, 1))
)


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    kind = draw(st.sampled_from(CONDITION_CLASSES))
    return kind(**{each.name: draw(VALUES[each.name]) for each in fields(kind)})


NEEDS = st.builds(
    Need,
    TEXTS,
    st.builds(
        Requirement, st.just("R1"), TEXTS, st.booleans(), st.lists(MATCHES, max_size=3).map(tuple)
    ).map(lambda requirement: (requirement,)),
    st.lists(conditions(), max_size=5).map(tuple),
    st.lists(st.builds(SetAside, TEXTS, TEXTS), max_size=2).map(tuple),
    st.lists(TEXTS, max_size=2).map(tuple),
)


@given(NEEDS)
def test_what_is_written_is_read_again(need: Need) -> None:
    assert load_need(json.dumps(need_json(need)), KNOWN) == need


def test_a_requirement_alone_is_enough_and_its_competencies_are_found() -> None:
    need = read_need({"requirements": [{"text": "milling"}]}, KNOWN)
    assert need.text == "milling"
    assert need.requirements == (
        Requirement(
            "R1",
            "milling",
            must=True,
            competencies=(CompetencyMatch("milling", "CNC milling", 0.8),),
        ),
    )


def test_who_names_a_competency_is_sure_of_it() -> None:
    given_ = {"requirements": [{"text": "paint", "competencies": ["coating"]}]}
    [requirement] = read_need(given_, KNOWN).requirements
    assert requirement.competencies == (CompetencyMatch("coating", "coating of metal", 1.0),)


def test_a_place_without_its_point_gets_it() -> None:
    asked = {**MILLING, "conditions": [{"kind": "distance", "km": 80, "place": "Sheffield"}]}
    [condition] = read_need(asked, KNOWN).conditions
    assert isinstance(condition, DistanceCondition)
    assert (condition.km, condition.latitude, condition.must) == (80.0, 53.38, True)


def test_codes_of_other_versions_are_read() -> None:
    asked = {**MILLING, "conditions": [{"kind": "region", "regions": ["TLE3"]}]}
    [condition] = read_need(asked, KNOWN).conditions
    assert condition.regions == ("UKE3",)  # type: ignore[attr-defined]  # a region condition


def test_the_need_of_an_answer_is_read_from_the_answer() -> None:
    assert read_need({"need": MILLING, "partners": []}, KNOWN) == read_need(MILLING, KNOWN)


def condition(**values: Any) -> dict[str, Any]:
    return {**MILLING, "conditions": [values]}


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], r"need: \[\] is no object"),
        ({}, "the key 'requirements' is missing"),
        ({**MILLING, "extra": 1}, "no key 'extra'; there are: conditions"),
        ({"requirements": "milling"}, 'requirements: "milling" is no list'),
        ({"requirements": [{"text": " "}]}, r"requirements\[0\].text: the text is empty"),
        ({"requirements": [{"text": "a"}] * 31}, "31 entries are more than 30"),
        (
            {"requirements": [{"id": "R1", "text": "a"}, {"id": "R1", "text": "b"}]},
            "two have the id 'R1'",
        ),
        ({"requirements": [{"text": "a", "must": "yes"}]}, '"yes" is no true or false'),
        (
            {"requirements": [{"text": "a", "competencies": ["flying"]}]},
            "no competency 'flying' in the graph",
        ),
        (
            {"requirements": [{"text": "a", "competencies": [{"id": "milling", "confidence": 7}]}]},
            "7.0 is not between 0 and 1",
        ),
        ({"requirements": [{"text": "\ud800"}]}, "half of a character"),
        (condition(kind="colour"), "no condition of the kind 'colour'; there are: certificate"),
        (condition(kind="region", regions=["UKX9"]), "no region 'UKX9'"),
        (condition(kind="region"), "the key 'regions' is missing"),
        (condition(kind="certificate", standard=9001), "9001 is no text"),
        (condition(kind="quantity", amount="many"), '"many" is no number'),
        (condition(kind="quantity", amount=-1), "-1.0 is no amount"),
        (condition(kind="quantity", amount=1, period="hour"), "'hour' is none of day, week"),
        (condition(kind="size", classes=["tiny"]), "'tiny' is none of micro, small"),
        (condition(kind="size", least=True), "true is no whole number"),
        (condition(kind="date", relation="by", day="soon"), '"soon" is no day such as'),
        (condition(kind="date", relation="at", day="2027-01-01"), "'at' is none of by, from"),
        (
            condition(kind="language", languages=["de"], requirement="R9"),
            "there is no requirement 'R9'",
        ),
        (condition(kind="exclusion", words="x", competencies=["y"]), "no competency 'y'"),
    ],
)
def test_what_cannot_be_used_is_named(value: Any, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_need(value, KNOWN)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\0", '{"requirements": NaN}'])
def test_what_is_no_need_in_json_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        load_need(text, KNOWN)


def test_days_are_written_as_days() -> None:
    asked = condition(kind="date", relation="by", day="2027-04-30")
    need = read_need(asked, KNOWN)
    assert need_json(need)["conditions"][0]["day"] == "2027-04-30"
    assert need.conditions[0].day == dt.date(2027, 4, 30)  # type: ignore[attr-defined]  # a date
