"""kg team swap and kg team compare on the demonstration cluster."""

import json
from pathlib import Path

import pytest

from tests.e2e.conftest import Kg
from tests.shapes import assert_team

MILLS = "demo:hallam-five-axis"


@pytest.fixture(scope="module")
def brackets(seeded: Kg, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The team for the titanium brackets, in a file."""
    file = tmp_path_factory.mktemp("teams") / "o4.json"
    file.write_text(seeded("team", "--opportunity", "demo:o4", "--json").out, "utf-8")
    return file


def test_a_member_is_replaced_by_the_best_and_the_rest_stays(seeded: Kg, brackets: Path) -> None:
    answer = seeded("team", "swap", brackets, "--out", MILLS, "--json")
    assert (answer.code, answer.err) == (0, "")
    before, after = answer.json["before"], answer.json["after"]
    assert_team(before)
    stay = {member["id"] for member in before["members"]} - {MILLS}
    assert stay <= {member["id"] for member in after["members"]}
    assert MILLS not in {member["id"] for member in after["members"]}
    assert after["cost"] >= before["cost"]


def test_people_read_before_and_after(seeded: Kg, brackets: Path) -> None:
    told = seeded("team", "swap", brackets, "--out", MILLS).out
    assert told.startswith("Hallam Five-Axis Ltd leaves, ")
    assert "robust: left of the work, whoever leaves" in told


def test_two_teams_stand_side_by_side(seeded: Kg, brackets: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    swapped = seeded("team", "swap", brackets, "--out", MILLS, "--json").json["after"]
    other.write_text(json.dumps(swapped), "utf-8")
    told = seeded("team", "compare", brackets, other).out
    assert "o4.json" in told
    assert "other.json" in told
    found = seeded("team", "compare", brackets, other, "--json").json
    assert found["difference"]["left"] == [{"id": MILLS, "name": "Hallam Five-Axis Ltd"}]


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (("--out", "demo:nobody"), 2, "is not in the team; next step: name one of demo:"),
        (("--out", MILLS, "--in", "demo:nobody"), 1, "demo:nobody"),
        (("--out", MILLS, "--in", MILLS), 2, "is in the team already"),
    ],
)
def test_who_cannot_be_swapped_is_refused(
    seeded: Kg, brackets: Path, options: tuple[str, ...], code: int, told: str
) -> None:
    answer = seeded("team", "swap", brackets, *options)
    assert (answer.code, answer.out) == (code, "")
    assert told in answer.err


def test_a_team_of_another_revision_is_said_to_be(
    seeded: Kg, brackets: Path, tmp_path: Path
) -> None:
    team = json.loads(brackets.read_text("utf-8"))
    file = tmp_path / "old.json"
    file.write_text(json.dumps(team | {"revision": 0}), "utf-8")
    answer = seeded("team", "swap", file, "--out", MILLS, "--json")
    assert answer.code == 0
    assert "the graph has changed since the team was formed (revision 0" in answer.err
