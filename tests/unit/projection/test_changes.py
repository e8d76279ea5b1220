"""Notes of what revisions touched: complete, or nothing is known."""

from pathlib import Path

import pytest

from kg.graph.batch import Batch, Touched
from kg.model import CanonicalLink, CanonicalNode, LinkRef, NodeRef
from kg.projection.changes import ChangeLog

ACME, MILLING = NodeRef("Organisation", "acme"), NodeRef("Capability", "milling")
AUDIT, REGION = NodeRef("Evidence", "audit"), NodeRef("Region", "UKE3")
PROJECT = NodeRef("Project", "p")


def touched(*nodes: NodeRef, removed: tuple[NodeRef, ...] = ()) -> Touched:
    return Touched(frozenset(nodes), frozenset(removed))


@pytest.fixture
def log(tmp_path: Path) -> ChangeLog:
    log = ChangeLog(tmp_path / "changes")
    log.note(5, touched(ACME))
    log.note(6, touched())
    log.note(7, touched(MILLING, removed=(AUDIT,)))
    return log


def test_what_revisions_touched_is_added_up(log: ChangeLog) -> None:
    assert log.between(4, 7) == touched(ACME, MILLING, removed=(AUDIT,))
    assert log.between(5, 6) == touched()
    assert log.between(7, 7) == touched()


@pytest.mark.parametrize(("after", "until"), [(3, 7), (6, 8)])
def test_nothing_is_known_where_a_note_is_missing(log: ChangeLog, after: int, until: int) -> None:
    assert log.between(after, until) is None


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"nodes": []}', '{"nodes": [1], "removed": 2}']
)
def test_nothing_is_known_where_a_note_is_damaged(
    log: ChangeLog, tmp_path: Path, content: str
) -> None:
    (tmp_path / "changes" / "6.json").write_text(content)
    assert log.between(4, 7) is None


def test_what_the_read_model_does_not_hold_is_not_noted(log: ChangeLog) -> None:
    log.note(8, touched(REGION, PROJECT))
    assert log.between(7, 8) == touched(PROJECT)


def test_notes_are_forgotten_up_to_a_revision(log: ChangeLog) -> None:
    log.forget(6)
    assert log.between(4, 7) is None
    assert log.between(6, 7) == touched(MILLING, removed=(AUDIT,))


def test_a_folder_that_cannot_be_written_costs_the_notes_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, no folder")
    log = ChangeLog(tmp_path / "taken")
    log.note(1, touched(ACME))
    log.forget(1)
    assert log.between(0, 1) is None


def test_a_batch_touches_its_nodes_and_both_ends_of_its_links() -> None:
    batch = Batch(
        "demo-1",
        created=(CanonicalNode(ACME, "Firm", {}, ()),),
        updated=(CanonicalNode(MILLING, "Capability", {}, ()),),
        deleted=(AUDIT,),
        links=(CanonicalLink(LinkRef("LOCATED_IN", ACME, REGION), {}, ()),),
        deleted_links=(LinkRef("PARTNERED_IN", ACME, PROJECT),),
    )
    assert batch.touched() == touched(ACME, MILLING, REGION, PROJECT, removed=(AUDIT,))
