"""The network of the graph as it is now: built once a revision, and anew when it is forgotten."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.graph.prepare import GraphState
from kg.projection.network.build import NetworkBuilder
from kg.projection.network.current import CurrentNetwork
from kg.projection.network.types import TieType
from tests.factories import FakeCatalogue, firm
from tests.networks import FakeRelationships


@dataclass
class Counted:
    """Counts builds by how often the types are asked for; the graph moves on during the first."""

    revision: int = 1
    builds: int = 0
    moves: list[int] = field(default_factory=list)

    def types(self) -> Sequence[TieType]:
        self.builds += 1
        if self.moves:
            self.revision = self.moves.pop(0)
        return ()

    def state(self) -> GraphState:
        return GraphState(self.revision, graph_id="g")


def current(folder: Path, counted: Counted) -> CurrentNetwork:
    nodes = FakeCatalogue([firm("Acme")])
    builder = NetworkBuilder(nodes, FakeRelationships(), counted.types)
    return CurrentNetwork(folder, builder, counted.state, lambda _line: None)


def test_it_is_built_once_a_revision_and_found_on_disk_by_the_next_process(tmp_path: Path) -> None:
    counted = Counted()
    held = current(tmp_path, counted)
    assert held.at(counted.state()) is held.at(counted.state())
    assert current(tmp_path, counted).at(counted.state()).revision == 1
    assert counted.builds == 1
    counted.revision = 2
    assert held.at(counted.state()).revision == 2
    assert counted.builds == 2


def test_what_changes_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    counted = Counted(moves=[5])
    assert current(tmp_path, counted).at(counted.state()).revision == 5
    assert counted.builds == 2


def test_what_is_forgotten_is_built_again(tmp_path: Path) -> None:
    counted = Counted()
    held = current(tmp_path, counted)
    held.at(counted.state())
    held.forget(counted.state())
    held.at(counted.state())
    assert counted.builds == 2
