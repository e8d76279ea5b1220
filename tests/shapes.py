"""One helper for the shape of each kind of answer."""

import json
from typing import Any

import pytest

CITATION = {"id", "kind", "title", "date", "source", "load", "file", "row"}


def assert_match(answer: dict[str, Any]) -> None:
    """A match as JSON: its keys, and that parts sum to the score."""
    assert json.loads(json.dumps(answer)) == answer
    assert set(answer) == {"need", "partners", "uncovered", "abstained", "revision"}
    assert set(answer["need"]) == {"text", "requirements"}
    assert answer["abstained"] is (answer["partners"] == [])
    ids = [_assert_requirement(r) for r in answer["need"]["requirements"]]
    assert len(set(ids)) == len(ids)
    assert set(answer["uncovered"]) <= set(ids)
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
    assert set(partner) == {"id", "name", "kind", "region", "score", "parts"}
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
