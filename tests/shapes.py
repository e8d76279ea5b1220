"""One helper for the shape of each kind of answer."""

import json
from collections import defaultdict
from typing import Any

import pytest

CITATION = {"id", "kind", "title", "date", "source", "load", "file", "row"}


def assert_match(answer: dict[str, Any]) -> None:
    """A match as JSON: its keys, and that parts sum to the score."""
    assert json.loads(json.dumps(answer)) == answer
    assert set(answer) == {
        "need", "partners", "uncovered", "unmet", "abstained", "turnedAway", "relaxed", "unchecked",
        "alike", "revision",
    }  # fmt: skip
    assert set(answer["need"]) == {
        "text", "requirements", "conditions", "setAside", "questions",
    }  # fmt: skip
    assert answer["abstained"] is (answer["partners"] == [])
    ids = [_assert_requirement(r) for r in answer["need"]["requirements"]]
    assert len(set(ids)) == len(ids)
    assert set(answer["uncovered"]) <= set(ids)
    assert [unmet["requirement"] for unmet in answer["unmet"]] == answer["uncovered"]
    for unmet in answer["unmet"]:
        assert set(unmet) == {"requirement", "kind", "reason"}
        assert unmet["kind"] in {"turned away", "not offered", "not understood"}
        assert unmet["reason"]
    shown = [p["id"] for p in answer["partners"]]
    for alike in answer["alike"]:
        assert set(alike["partners"]) <= set(shown)
        assert 0 < len(alike["partners"]) <= alike["organisations"] > 1
    scores = [_assert_partner(p) for p in answer["partners"]]
    assert scores == sorted(scores, reverse=True)


def _assert_requirement(requirement: dict[str, Any]) -> str:
    assert set(requirement) == {"id", "text", "must", "competencies"}
    assert requirement["text"].strip()
    assert isinstance(requirement["must"], bool)
    for competency in requirement["competencies"]:
        assert set(competency) == {"id", "label", "confidence"}
        assert 0 <= competency["confidence"] <= 1
    return str(requirement["id"])


def _assert_partner(partner: dict[str, Any]) -> float:
    assert set(partner) == {
        "id", "name", "kind", "region", "score", "strength", "probability", "parts",
    }  # fmt: skip
    assert 0 <= partner["strength"] <= 1
    is_judged = any(part["name"] == "feedback" for part in partner["parts"])
    assert is_judged if partner["probability"] is None else 0 <= partner["probability"] <= 1
    return _assert_parts(partner)


def _assert_parts(partner: dict[str, Any]) -> float:
    """Of whoever has a score: that its parts sum to it."""
    total = 0.0
    for part in partner["parts"]:
        assert set(part) == {"name", "value", "weight", "contribution", "reason", "evidence"}
        assert 0 <= part["value"] <= 1
        assert part["contribution"] == pytest.approx(part["value"] * part["weight"], abs=1e-9)
        assert part["reason"]
        assert all(set(citation) == CITATION for citation in part["evidence"])
        total += part["contribution"]
    assert partner["score"] == pytest.approx(total, abs=1e-9)
    assert 0 <= partner["score"] <= 1
    assert sum(p["weight"] for p in partner["parts"]) == pytest.approx(1, abs=1e-9)
    return float(partner["score"])


TEAM = {
    "request", "need", "opportunity", "status", "cost", "bound", "terms", "members", "gaps",
    "nearMisses", "rivals", "alternatives", "relaxations", "revision", "shares",
    "feedback", "localShare", "robustness", "pareto",
}  # fmt: skip


def assert_team(answer: dict[str, Any]) -> None:
    """A team as JSON: its keys, that terms sum to the cost, that all is covered or told open."""
    assert json.loads(json.dumps(answer)) == answer
    assert set(answer) == TEAM
    assert answer["status"] in {"optimal", "best_found", "infeasible", "abstained"}
    assert answer["bound"] <= answer["cost"] == pytest.approx(sum(answer["terms"].values()))
    ids = [_assert_requirement(r) for r in answer["need"]["requirements"]]
    covered = [cover for member in answer["members"] for cover in _assert_member(member)]
    left_open = [gap["requirement"] for gap in answer["gaps"]]
    assert sorted({*covered, *left_open}) == sorted(ids)
    assert not {*covered} & {*left_open}
    assert not answer["relaxations"] or answer["status"] == "infeasible"
    shares: dict[str, float] = defaultdict(float)
    for member in answer["members"]:
        for cover in member["covers"]:
            shares[cover["requirement"]] += cover["share"]
    assert all(share == pytest.approx(1) for share in shares.values())
    _assert_shares(answer)
    for told in answer["gaps"]:
        assert set(told) == {"requirement", "reason", "change"}
        assert all(told.values())
    for missed in answer["nearMisses"]:
        assert set(missed) == {"requirement", "id", "name", "fit", "reason", "change"}
        assert missed["requirement"] in ids
    members = {member["id"] for member in answer["members"]}
    assert 0 <= answer["robustness"] <= 1
    for rivals in answer["rivals"]:
        assert set(rivals["members"]) <= members
    for heard in answer["feedback"]:
        assert set(heard) == {"id", "name", "verdict", "reason", "isMember"}
        assert heard["isMember"] is (heard["id"] in members)
    for other in answer["alternatives"]:
        assert set(other) == {"without", "members", "cost", "bound", "status"}
        assert set(other["without"]) == members - {member["id"] for member in other["members"]}
        assert other["bound"] <= other["cost"]
        assert other["cost"] >= answer["cost"]


def _assert_shares(answer: dict[str, Any]) -> None:
    if not answer["members"]:
        assert answer["shares"] is None
        return
    members = answer["shares"]["members"]
    assert [member["id"] for member in members] == [member["id"] for member in answer["members"]]
    for column in ("input", "risk", "revenue"):
        assert sum(member[column] for member in members) == 10_000


def _assert_member(member: dict[str, Any]) -> list[str]:
    known = {"id", "name", "kind", "region", "covers", "overlaps", "reason", "loss"}
    known |= {"standing", "clusters"}
    assert set(member) == known
    assert set(member["loss"]) == {"breaks", "replacement", "cost", "opens", "isProven"}
    assert member["standing"] in {"member", "other cluster", "outsider"}
    assert member["covers"]
    assert member["reason"]
    for cover in member["covers"]:
        assert set(cover) == {"requirement", "capability", "fit", "share", "reason", "evidence"}
        assert 0 <= cover["fit"] <= 1
        assert all(set(citation) == CITATION for citation in cover["evidence"])
    for overlap in member["overlaps"]:
        assert set(overlap) == {"requirement", "fit"}
    return [str(cover["requirement"]) for cover in member["covers"]]


COMPLEMENT = {
    "id", "name", "kind", "region", "score", "parts", "firmGains", "partnerGains", "marks",
}  # fmt: skip


def assert_complements(answer: dict[str, Any]) -> None:
    """Complementary partners as JSON: their keys, that parts sum, and that nobody is no partner."""
    assert json.loads(json.dumps(answer)) == answer
    assert set(answer) == {
        "firm", "opportunity", "region", "lacks", "partners", "note", "revision",
    }  # fmt: skip
    assert set(answer["firm"]) == {"id", "name", "kind", "region"}
    assert bool(answer["note"]) is (answer["partners"] == [])
    for lack in answer["lacks"]:
        assert set(lack) == {
            "kind", "id", "text", "of", "competencies", "why", "partners", "evidence",
        }  # fmt: skip
        assert lack["kind"] in {"value chain", "opportunity", "past work"}
        assert lack["competencies"]
        assert lack["evidence"]
        assert all(set(citation) == CITATION for citation in lack["evidence"])
    for found in answer["partners"]:
        assert set(found) == COMPLEMENT
        _assert_parts(found)
        assert found["id"] != answer["firm"]["id"]
        assert found["firmGains"]["competencies"]
        for side in ("firmGains", "partnerGains"):
            assert set(found[side]) == {"competencies", "markets"}
        for mark in found["marks"]:
            assert mark["kind"] in {"competitor", "partner", "former partner", "same owner"}
            assert mark["reason"]
    scores = [round(found["score"], 9) for found in answer["partners"]]
    assert scores == sorted(scores, reverse=True)


def assert_region_links(answer: dict[str, Any]) -> None:
    """Linked regions as JSON: their keys, that types sum to each pair, and that they agree."""
    assert json.loads(json.dumps(answer)) == answer
    assert set(answer) == {
        "level", "region", "from", "to", "since", "until", "firmsOnly", "doubtedRegions", "order",
        "types", "pairs", "pairsBetween", "linksBetween", "linksWithin", "unplaced", "leftOut",
        "coverage", "revision",
    }  # fmt: skip
    assert set(answer["unplaced"]) == {"links", "organisations"}
    for pair in answer["pairs"]:
        _assert_linked_pair(pair, answer)
    counts = [pair["links"] for pair in answer["pairs"]]
    if answer["order"] == "links":
        assert counts == sorted(counts, reverse=True)
    assert sum(p["links"] for p in answer["pairs"] if not p["within"]) <= answer["linksBetween"]
    for country in answer["coverage"]:
        assert 0 <= country["placed"] <= country["organisations"]


def _assert_linked_pair(pair: dict[str, Any], answer: dict[str, Any]) -> None:
    assert set(pair) == {
        "regions", "links", "byType", "within", "expected", "strength", "flows", "trend",
        "largestCarrier", "coverage",
    }  # fmt: skip
    assert [set(place) for place in pair["regions"]] == [{"code", "name"}] * 2
    codes = [place["code"] for place in pair["regions"]]
    assert answer["from"] or answer["to"] or codes == sorted(codes)
    assert {len(code) for code in codes} == {2 + answer["level"]}
    assert pair["within"] is (codes[0] == codes[1]) is (pair["expected"] is None)
    assert pair["links"] == sum(pair["byType"].values()) > 0
    assert set(pair["byType"]) <= set(answer["types"])
    assert {flow["type"]: flow["links"] for flow in pair["flows"]} == pair["byType"]
    for flow in pair["flows"]:
        assert (
            flow["there"] is None or pair["within"] or flow["there"] + flow["back"] == flow["links"]
        )
    carrier, strength = pair["largestCarrier"], pair["strength"]
    assert carrier is None or carrier["lost"] + carrier["without"] == pair["links"]
    assert (
        strength["ratio"] is None or strength["atLeast"] <= strength["ratio"] <= strength["atMost"]
    )
