"""Holds the network of the graph as it is now: in memory, from disk, or built."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from kg.graph.prepare import GraphState
from kg.projection.network.build import NetworkBuilder
from kg.projection.network.columns import Network
from kg.projection.network.storage import NetworkFolder

FOLDER = "network"
Say = Callable[[str], None]


class CurrentNetwork:
    """The network of one graph; it may be asked from several threads.

    It is built whole when the graph has a new revision: all of it is streamed in seconds.
    """

    def __init__(
        self,
        folder: Path,
        builder: NetworkBuilder,
        read_state: Callable[[], GraphState],
        say: Say,
    ) -> None:
        """`folder` is that of the read models, in which each graph has a folder of its own."""
        self._folder = folder
        self._builder = builder
        self._read_state = read_state
        self._say = say
        self._held: tuple[str, Network] | None = None
        self._one_at_a_time = Lock()

    def at(self, state: GraphState) -> Network:
        """The network of the graph in this state, or of a later one if it changed meanwhile."""
        with self._one_at_a_time:
            held = self._held
            if held and (held[0], held[1].revision) == (state.graph_id, state.revision):
                return held[1]
            folder = NetworkFolder(self._folder / state.graph_id / FOLDER)
            found = folder.load(state.revision) or self._built(folder, state.revision)
            self._held = (state.graph_id, found)
            return found

    def forget(self, state: GraphState) -> None:
        """Removes what is in memory and on disk, so that it is built when it is asked for next."""
        with self._one_at_a_time:
            NetworkFolder(self._folder / state.graph_id / FOLDER).clear()
            self._held = None

    def _built(self, folder: NetworkFolder, revision: int) -> Network:
        self._say("reading the relationships of the graph")
        while True:
            built = self._builder.build(revision)
            now = self._read_state().revision
            if now == revision:
                break
            # Whatever was loaded meanwhile would mix two revisions.
            revision = now
        folder.save(built)
        # Mapped from disk, workers share it.
        return folder.load(revision) or built
