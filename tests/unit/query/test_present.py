"""Answers as JSON: every field under its name, nothing but JSON."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from kg.model import (
    Account,
    CompetencyMatch,
    LostValue,
    MatchAnswer,
    Need,
    NodeRef,
    OrganisationDetail,
    Origin,
    Part,
    Partner,
    Requirement,
    StatedValue,
    Statement,
    Unmet,
)
from kg.query.present import citation_json, detail_json, match_json, organisation_json
from tests.factories import citation, firm
from tests.shapes import assert_match

CITED = replace(citation("reference", "project"), date=dt.date(2026, 3, 1))
ANSWER = MatchAnswer(
    Need("milling", (Requirement("R1", "milling", True, (CompetencyMatch("m", "Milling", 0.9),)),)),  # noqa: FBT003
    (
        Partner(
            firm("Acme", region="UKE3"),
            (Part("R1 fit", 0.5, 0.6, "says so", (CITED,)), Part("R1 depth", 0.25, 0.4, "one")),
            0.4,
            0.25,
        ),
    ),
    (),
    7,
)


def test_a_match_has_its_shape() -> None:
    assert_match(match_json(ANSWER))
    assert_match(
        match_json(replace(ANSWER, partners=(), unmet=(Unmet("R1", "not offered", "nobody does"),)))
    )


def test_a_partner_is_told_with_score_and_parts() -> None:
    (partner,) = match_json(ANSWER)["partners"]
    assert (partner["id"], partner["region"], partner["kind"]) == ("acme", "UKE3", "Firm")
    assert partner["score"] == pytest.approx(0.4)
    assert partner["parts"][0]["contribution"] == pytest.approx(0.3)


def test_a_requirement_is_told_with_its_competencies() -> None:
    assert match_json(ANSWER)["need"]["requirements"] == [
        {
            "id": "R1",
            "text": "milling",
            "must": True,
            "competencies": [{"id": "m", "label": "Milling", "confidence": 0.9}],
        }
    ]


def test_a_citation_says_where_it_stands() -> None:
    assert citation_json(CITED) == {
        "id": "reference",
        "kind": "project",
        "title": "reference",
        "date": "2026-03-01",
        "source": "demo",
        "load": "demo-1",
        "file": "capabilities.csv",
        "row": 2,
    }
    assert citation_json(citation("x"))["date"] is None


def test_an_organisation_in_short_has_every_field_even_when_it_is_unknown() -> None:
    assert organisation_json(firm("Acme")) == {
        "id": "acme",
        "name": "Acme",
        "kind": "Firm",
        "country": None,
        "region": None,
        "regionName": None,
        "city": None,
    }


def test_an_organisation_in_full_is_json_with_its_statements() -> None:
    statement = Statement("c", "milling", "claimed", 3, dt.date(2026, 3, 1), ("Milling",), (CITED,))
    detail = OrganisationDetail(
        firm("Acme"), ("ACME",), None, None, "small", (statement,), ("demo/x@demo-1",)
    )
    won = StatedValue("sizeClass", "small", Origin("demo", "demo-1", "f.csv", 2))
    origin = Origin("other", "other-2", "g.csv", 3)
    lost = LostValue("sizeClass", dt.date(2026, 1, 2), origin, won, "rank", "demo has rank 1")
    answer = detail_json(detail, Account(NodeRef("Organisation", "acme"), (won,), (lost,)))
    assert json.loads(json.dumps(answer)) == answer
    assert (answer["name"], answer["alternativeNames"], answer["sizeClass"]) == (
        "Acme",
        ["ACME"],
        "small",
    )
    assert answer["capabilities"][0]["recordedOn"] == "2026-03-01"
    assert answer["capabilities"][0]["evidence"] == [citation_json(CITED)]
    assert answer["records"] == ["demo/x@demo-1"]
    [told] = answer["lost"]
    assert (told["value"], told["source"], told["row"]) == ("2026-01-02", "other", 3)
    assert told["won"] == {
        "property": "sizeClass", "value": "small",
        "source": "demo", "load": "demo-1", "file": "f.csv", "row": 2,
    }  # fmt: skip
