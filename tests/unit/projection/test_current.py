"""The read model of now: held, found on disk, brought up to date, or built whole."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from kg.graph.batch import Touched
from kg.graph.prepare import GraphState
from kg.model import NodeRef, Organisation
from kg.projection.build import Builder
from kg.projection.current import CurrentProjection, change_log
from kg.projection.projection import Projection
from kg.projection.storage import ProjectionFolder
from tests.factories import WORDS, BagEncoder, FakeCatalogue, firm
from tests.unit.projection.same import assert_same

WHOLE, UPDATE = "building the read model", "bringing the read model up to date"
ENCODER = BagEncoder()


@dataclass
class Graph:
    """A graph of firms that are written one by one, and what is said of its read model."""

    folder: Path
    state: GraphState = field(default_factory=lambda: GraphState(graph_id="g"))
    source: FakeCatalogue = field(default_factory=lambda: FakeCatalogue(firms=[]))
    said: list[str] = field(default_factory=list)

    def write(self, *firms: Organisation, is_noted: bool = True) -> None:
        revision = self.state.revision + 1
        self.state = replace(self.state, revision=revision)
        self.source.firms = [*self.source.firms, *firms]
        if is_noted:
            refs = frozenset(NodeRef("Organisation", each.id) for each in firms)
            change_log(self.folder, self.state.graph_id).note(revision, Touched(refs))

    def builder(self) -> Builder:
        return Builder(self.source, ENCODER.encode, "bag-1", WORDS)

    def process(self) -> CurrentProjection:
        """The read model as a new process sees it."""
        return CurrentProjection(self.folder, self.builder(), lambda: self.state, self.said.append)

    def current(self) -> Projection:
        return self.process().at(self.state)

    def talk(self) -> list[str]:
        said, self.said[:] = list(self.said), []
        return said


@pytest.fixture
def graph(tmp_path: Path) -> Graph:
    """A graph with ten firms and its read model."""
    graph = Graph(tmp_path)
    graph.write(*(firm(f"firm {letter}") for letter in "abcdefghij"))
    graph.current()
    graph.talk()
    return graph


def test_the_first_is_built_whole(tmp_path: Path) -> None:
    graph = Graph(tmp_path)
    graph.write(firm("Acme"))
    assert list(graph.current().organisations.ids) == ["acme"]
    assert graph.talk() == [WHOLE]


def test_another_process_finds_it_on_disk(graph: Graph) -> None:
    assert graph.current().revision == 1
    assert graph.talk() == []


def test_a_process_holds_what_it_has(graph: Graph) -> None:
    process = graph.process()
    assert process.at(graph.state) is process.at(graph.state)


def test_what_changed_is_brought_in(graph: Graph) -> None:
    graph.write(firm("Bolt"))
    graph.write()
    assert_same(graph.current(), graph.builder().build(3))
    assert graph.talk() == [UPDATE]


def test_a_process_that_holds_one_brings_the_next_up_to_date(graph: Graph) -> None:
    process = graph.process()
    process.at(graph.state)
    graph.write(firm("Bolt"))
    assert "bolt" in list(process.at(graph.state).organisations.ids)


def test_a_revision_that_nobody_noted_makes_it_built_whole(graph: Graph) -> None:
    graph.write(firm("Bolt"), is_noted=False)
    graph.write(firm("Cox"))
    assert_same(graph.current(), graph.builder().build(3))
    assert graph.talk() == [WHOLE]


def test_a_change_of_much_makes_it_built_whole(graph: Graph) -> None:
    graph.write(*(firm(f"new {letter}") for letter in "abc"))
    assert len(graph.current().organisations.ids) == 13
    assert graph.talk() == [WHOLE]


def test_a_graph_that_was_set_back_is_built_whole(graph: Graph) -> None:
    graph.write(firm("Bolt"))
    graph.current()
    graph.state = replace(graph.state, revision=1)
    graph.source.firms = graph.source.firms[:1]
    graph.talk()
    assert_same(graph.current(), graph.builder().build(1))
    assert graph.talk() == [WHOLE]


def test_another_graph_under_the_same_home_has_its_own(graph: Graph) -> None:
    process = graph.process()
    process.at(graph.state)
    graph.source.firms = [firm("Zeta")]
    graph.state = replace(graph.state, graph_id="h")
    assert list(process.at(graph.state).organisations.ids) == ["zeta"]


def test_what_is_loaded_while_it_is_built_is_read_again(graph: Graph) -> None:
    graph.write(firm("Bolt"))
    states = iter([graph.state])

    def read_state() -> GraphState:
        if next(states, None) is None and graph.state.revision == 2:
            graph.write(firm("Cox"))
        return graph.state

    process = CurrentProjection(graph.folder, graph.builder(), read_state, graph.said.append)
    assert_same(process.at(graph.state), graph.builder().build(3))
    assert graph.talk() == [UPDATE, UPDATE]


def test_notes_are_forgotten_once_they_are_brought_in(graph: Graph) -> None:
    graph.write(firm("Bolt"))
    graph.current()
    assert list((graph.folder / "g" / "changes").iterdir()) == []


def test_a_read_model_that_is_to_be_made_anew_is_built_whole(graph: Graph) -> None:
    process = graph.process()
    held = process.at(graph.state)
    assert process.anew(graph.state) is not held
    assert graph.talk() == [WHOLE]
    assert ProjectionFolder(graph.folder / "g").latest("bag-1") is not None
