"""Marks of doubt on a real graph: brought to what is wanted, and no part of what is stated."""

from pathlib import Path

from kg.graph.batch import Touched
from kg.graph.connection import Connection
from kg.graph.contents import GraphContents
from kg.graph.doubt_marks import DoubtMarks
from kg.model import NodeRef
from kg.ontology.rdf import load_schema
from tests.contract.packages import firm, load, write_table

ACME, BOLT = NodeRef("Organisation", "demo:acme"), NodeRef("Organisation", "demo:bolt")


def load_firms(connection: Connection, folder: Path, *ids: str) -> None:
    write_table(folder / "organisations.csv", [firm(id_) for id_ in ids])
    load(connection, "members", folder, "demo")


def test_marks_are_set_renewed_and_taken_away(connection: Connection, tmp_path: Path) -> None:
    load_firms(connection, tmp_path, "acme", "bolt")
    marks = DoubtMarks(connection)
    assert marks.mark({ACME: ("a", "b"), BOLT: ("c",)}) == 2
    assert marks.mark({ACME: ("a", "b"), BOLT: ("c",)}) == 0
    assert marks.mark({ACME: ("b",)}) == 2
    assert marks.standing() == {ACME: ("b",)}


def test_marks_are_due_again_after_a_load(connection: Connection, tmp_path: Path) -> None:
    load_firms(connection, tmp_path, "acme")
    marks = DoubtMarks(connection)
    assert marks.is_due()
    marks.mark({ACME: ("a",)})
    assert not marks.is_due()
    load_firms(connection, tmp_path, "acme", "bolt")
    assert marks.is_due()


def test_a_mark_is_noted_for_the_read_model(connection: Connection, tmp_path: Path) -> None:
    load_firms(connection, tmp_path, "acme", "bolt")
    notes = dict[int, Touched]()
    DoubtMarks(connection, notes.__setitem__).mark({BOLT: ("a",)})
    assert [touched.nodes for touched in notes.values()] == [{BOLT}]


def test_nobody_states_a_mark(connection: Connection, tmp_path: Path) -> None:
    load_firms(connection, tmp_path, "acme")
    DoubtMarks(connection).mark({ACME: ("a",)})
    [node] = GraphContents(connection, load_schema()).nodes("Organisation")
    assert "doubts" not in node.properties
