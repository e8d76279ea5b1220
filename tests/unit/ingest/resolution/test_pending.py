"""A pair is open until a judgement on it, or on others, settles it; and again when much changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import StateError
from kg.ingest.resolution.pair import Comparison
from kg.ingest.resolution.pending import Pending
from kg.ingest.resolution.proposals import MATERIAL_BITS, Proposals, is_reopened, keep, read
from tests.unit.ingest.resolution.judged import compared, judged


def state(comparison: Comparison, *judgements: str) -> tuple[str, bool]:
    found = Pending([judged(text, 1.0) for text in judgements]).of(comparison)
    return found.outcome, found.is_settled


@pytest.mark.parametrize(
    ("judgements", "expected"),
    [
        ([], ("ask", False)),
        (["a = b"], ("same", True)),
        (["a ≠ b"], ("different", True)),
        (["a ? b"], ("unsure", True)),
        (["a = x", "x = b"], ("same", True)),
        (["a = x", "x ≠ b"], ("different", True)),
        (["a ? x"], ("ask", False)),
    ],
)
def test_judgements_settle_a_pair(judgements: list[str], expected: tuple[str, bool]) -> None:
    assert state(compared("a", "b", 1.0), *judgements) == expected


def test_a_judged_pair_is_asked_again_when_much_more_speaks_for_it() -> None:
    much = compared("a", "b", 1.0 + MATERIAL_BITS, "same")
    assert state(much, "a ≠ b") == ("ask", False)
    assert state(compared("a", "b", MATERIAL_BITS), "a ≠ b") == ("different", True)
    assert state(compared("a", "b", -9.0), "a ≠ b") == ("different", True)


def test_what_was_left_unsure_is_asked_again_when_it_becomes_less_likely_too() -> None:
    assert state(compared("a", "b", 1.0 - MATERIAL_BITS), "a ? b") == ("ask", False)


def test_what_was_judged_without_a_comparison_stays() -> None:
    assert not is_reopened(judged("a ≠ b"), compared("a", "b", 99.0))


def test_a_withdrawn_judgement_settles_nothing() -> None:
    made = judged("a = b")
    withdrawn = replace(made, withdrawn_by="Bob", withdrawn_at=made.decided_at)
    assert not Pending([withdrawn]).of(compared("a", "b")).is_settled


def test_the_likeliest_come_first() -> None:
    pairs = [compared("a", "b", probability=0.2), compared("a", "c", probability=0.9)]
    ordered = Pending(()).proposals([*pairs, compared("a", "d", probability=0.9)])
    assert [p.comparison.right for p in ordered] == ["c", "d", "b"]


def test_proposals_are_kept_and_read(tmp_path: Path) -> None:
    file = tmp_path / "resolution" / "g.jsonl"
    with pytest.raises(StateError, match="kg resolve find"):
        read(file)
    kept = Proposals(7, "abc", 3, (compared("a", "b", 1.25), compared("a", "ü")))
    keep(file, kept)
    assert read(file) == kept
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text('{"revision": 1')
    with pytest.raises(StateError, match="kg resolve find"):
        read(file)
