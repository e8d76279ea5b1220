"""The table of checks, and what happens when one of them fails."""

from pathlib import Path

import pytest

from kg.doctor import examine as examining
from kg.doctor.examine import CHECKS, examine, is_well
from kg.doctor.finding import Check, Finding, Status, note, ok, problem
from kg.doctor.premises import Premises
from kg.errors import StateError
from tests.unit.doctor.there import there


def found(
    monkeypatch: pytest.MonkeyPatch, home: Path, *results: Finding | Exception | None
) -> list[Finding]:
    """What examining finds where the checks give these results."""

    def look(result: Finding | Exception | None, _premises: Premises) -> Finding | None:
        if isinstance(result, Exception):
            raise result
        return result

    checks = tuple(
        Check(str(n), lambda p, r=result: look(r, p))  # type: ignore[misc]  # a default
        for n, result in enumerate(results)
    )
    monkeypatch.setattr(examining, "CHECKS", checks)
    return [finding for _, finding in examine(there(home))]


def test_every_check_has_a_name_of_its_own_and_asks_one_question() -> None:
    assert len({check.name for check in CHECKS}) == len(CHECKS)
    assert all(check.question.endswith("?") and check.question.count("?") == 1 for check in CHECKS)


def test_a_check_with_nothing_to_look_at_is_left_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert found(monkeypatch, tmp_path, None, ok("well")) == [ok("well")]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (StateError("the key is damaged; next step: put a copy back"), "the key is damaged"),
        (ImportError("no module named 'numkong'"), "numkong"),
        (PermissionError(13, "Permission denied", "/x/keys.bin"), "/x/keys.bin: Permission denied"),
    ],
)
def test_a_check_that_fails_is_a_problem_and_the_others_go_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: Exception, words: str
) -> None:
    failed, other = found(monkeypatch, tmp_path, error, ok("well"))
    assert (failed.status, other) == (Status.PROBLEM, ok("well"))
    assert words in failed.text
    assert failed.next_step


def test_notes_are_well_and_a_problem_is_not() -> None:
    check = CHECKS[0]
    assert is_well([(check, ok("a")), (check, note("b"))])
    assert not is_well([(check, ok("a")), (check, problem("b", "do"))])


def test_nothing_is_made_in_a_home_that_is_not_there(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert is_well(list(examine(there(home))))
    assert not home.exists()
