"""kg team explain on the demonstration cluster: why, shares, check-list and gaps."""

import json
from pathlib import Path

import pytest

from tests.e2e.conftest import Kg


@pytest.fixture(scope="module")
def brackets(seeded: Kg, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The team for the titanium brackets, in a file."""
    file = tmp_path_factory.mktemp("teams") / "o4.json"
    file.write_text(seeded("team", "--opportunity", "demo:o4", "--json").out, "utf-8")
    return file


@pytest.fixture
def changed(brackets: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The same file with a part replaced."""
    file = tmp_path / "team.json"
    file.write_text(json.dumps(json.loads(brackets.read_text("utf-8")) | request.param), "utf-8")
    return file


def test_a_team_is_explained_as_it_was_formed(seeded: Kg, brackets: Path) -> None:
    answer = seeded("team", "explain", brackets, "--json")
    assert (answer.code, answer.err) == (0, "")
    formed = json.loads(brackets.read_text("utf-8"))
    assert {key: answer.json[key] for key in formed} == formed
    assert (answer.json["bestToday"], answer.json["formedAt"]) == ([], formed["revision"])


def test_the_rules_of_its_cluster_are_checked(seeded: Kg, brackets: Path) -> None:
    checklist = seeded("team", "explain", brackets, "--json").json["checklist"]
    assert checklist["cluster"] == {"id": "demo:midas-north-cluster", "name": "Midas North"}
    assert len(checklist["principles"]) == 7
    verdicts = {check["name"]: check["verdict"] for check in checklist["rules"]}
    assert verdicts["No member does more than 40 % of the work of a virtual enterprise"] == "met"
    assert verdicts["A member withdraws with three months' notice"] == "not known"
    for check in (*checklist["principles"], *checklist["rules"]):
        assert check["reason"]
        assert check["change"] or check["verdict"] == "met"


def test_people_read_why_and_what_to_do(seeded: Kg, brackets: Path) -> None:
    told = seeded("team", "explain", brackets).out
    assert "member of Midas North; covers printing; without it printing would stay open" in told
    assert "rules of Midas North" in told
    assert "to do: ask for quotations" in told


def test_a_team_that_was_chosen_by_hand_is_told_beside_the_best(
    seeded: Kg, brackets: Path, tmp_path: Path
) -> None:
    team = json.loads(brackets.read_text("utf-8"))
    team["members"] = [m for m in team["members"] if m["id"] != "demo:bidasoa-metal-aditivo"]
    file = tmp_path / "smaller.json"
    file.write_text(json.dumps(team), "utf-8")
    answer = seeded("team", "explain", file, "--json")
    assert "another team is best today: demo:bidasoa-metal-aditivo" in answer.err
    assert len(answer.json["members"]) == 2
    assert [gap["requirement"] for gap in answer.json["gaps"]] == ["demo:o4-printing"]


@pytest.mark.parametrize(
    ("changed", "code", "told"),
    [
        ({"members": [{"id": "demo:nobody"}]}, 1, "no organisation 'demo:nobody'"),
        ({"members": [{"id": "demo:nidd-gorge-dairy"}]}, 2, "counts for no requirement"),
        ({"request": {"opportunity": "demo:o99"}}, 1, "no opportunity 'demo:o99'"),
        ({"request": {"colour": "red"}}, 1, "no key 'colour'"),
    ],
    indirect=["changed"],
)
def test_a_team_that_cannot_be_had_is_refused(
    seeded: Kg, changed: Path, code: int, told: str
) -> None:
    answer = seeded("team", "explain", changed)
    assert (answer.code, answer.out) == (code, "")
    assert told in answer.err


def test_a_cluster_without_members_is_refused(seeded: Kg, brackets: Path) -> None:
    answer = seeded("team", "explain", brackets, "--cluster", "demo:northern-table")
    assert answer.code == 1
    assert "next step: name one of" in answer.err
