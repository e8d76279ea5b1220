"""Holds the read model of the graph as it is now: in memory, from disk, or built."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from kg.graph.batch import Touched
from kg.graph.prepare import GraphState
from kg.projection.build import Builder
from kg.projection.changes import ChangeLog
from kg.projection.projection import Projection
from kg.projection.scratch import Scratch
from kg.projection.storage import ProjectionFolder

# Rows looked up one by one cost more than rows that are streamed; above this share of them a read
# model is built whole.
MOST_TOUCHED = 0.2

Say = Callable[[str], None]


class CurrentProjection:
    """The read model of one graph and encoder; it may be asked from several threads.

    Under `folder` each graph has its own sub-folder, since revisions count within one graph.
    """

    def __init__(
        self, folder: Path, builder: Builder, read_state: Callable[[], GraphState], say: Say
    ) -> None:
        self._folder = folder
        self._builder = builder
        self._read_state = read_state
        self._say = say
        self._held: tuple[str, Projection] | None = None
        self._one_at_a_time = Lock()

    def at(self, state: GraphState) -> Projection:
        """The read model of the graph in this state, or of a later one if it changed meanwhile."""
        with self._one_at_a_time:
            held = self._held
            if held and (held[0], held[1].revision) == (state.graph_id, state.revision):
                return held[1]
            folder = ProjectionFolder(self._folder / state.graph_id)
            found = folder.load(state.revision, self._builder.model_id)
            if found is None:
                found = self._built(folder, change_log(self._folder, state.graph_id))
            self._held = (state.graph_id, found)
            return found

    def anew(self, state: GraphState) -> Projection:
        """The same, built whole whatever lies on disk."""
        with self._one_at_a_time:
            ProjectionFolder(self._folder / state.graph_id).clear()
            self._held = None
        return self.at(state)

    def _built(self, folder: ProjectionFolder, log: ChangeLog) -> Projection:
        with folder.scratch() as scratch:
            built = self._made(folder, log, scratch)
            folder.save(built)
        log.forget(built.revision)
        # Mapped from disk, workers share it.
        return folder.load(built.revision, self._builder.model_id) or built

    def _made(self, folder: ProjectionFolder, log: ChangeLog, scratch: Scratch) -> Projection:
        built = folder.latest(self._builder.model_id)
        revision = self._read_state().revision
        while built is None or built.revision != revision:
            # If somebody loads while it is read, what that touches is read again.
            touched = _touched(built, log, revision) if built else None
            if built is None or touched is None:
                self._say("building the read model")
                built = self._builder.build(revision, scratch)
            else:
                self._say("bringing the read model up to date")
                built = self._builder.update(built, revision, touched, scratch)
            revision = self._read_state().revision
        return built


def _touched(earlier: Projection, log: ChangeLog, revision: int) -> Touched | None:
    """What was touched since an earlier read model, where that is known and little."""
    if revision < earlier.revision:
        return None
    touched = log.between(earlier.revision, revision)
    columns = (
        earlier.organisations,
        earlier.capabilities,
        earlier.evidence,
        earlier.competencies,
    )
    most = MOST_TOUCHED * sum(len(each.ids) for each in columns)
    is_little = touched is not None and len(touched.nodes | touched.removed) <= most
    return touched if is_little else None


def change_log(folder: Path, graph_id: str) -> ChangeLog:
    """The notes of what changes in a graph; they lie beside its read models."""
    return ChangeLog(folder / graph_id / "changes")
