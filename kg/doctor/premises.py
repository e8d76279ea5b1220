"""What the checks look at: the values of the settings, the folders, and the graph, opened once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from kg.errors import KgError
from kg.graph.address import Address
from kg.graph.census import Census, take_census
from kg.graph.connection import Connection
from kg.graph.engine import EmbeddedEngine, EngineStatus
from kg.graph.engine_files import EngineFolder
from kg.graph.inspection import Inspection, inspect
from kg.ontology.rdf import load_schema

# A graph that does not answer at once is reported, not waited for.
PATIENCE_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Places:
    """The folders and files of one KG_HOME; nothing is made by naming them."""

    home: Path

    @property
    def engine(self) -> Path:
        """The embedded engine."""
        return self.home / "engine"

    @property
    def read_models(self) -> Path:
        """The read models: a folder for each graph."""
        return self.home / "projection"

    @property
    def vectors(self) -> Path:
        """The vectors of texts: a folder for each encoder."""
        return self.home / "vectors"

    @property
    def quarantine(self) -> Path:
        """The rejected rows."""
        return self.home / "quarantine.db"

    @property
    def old_quarantine(self) -> Path:
        """The files in which earlier versions kept rejected rows."""
        return self.home / "quarantine"

    @property
    def key(self) -> Path:
        """The key of sealed values."""
        return self.home / "seal.key"

    @property
    def load_lock(self) -> Path:
        """The lock under which loads run."""
        return self.home / "load.lock"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the settings say, as values.

    `server` is None for the embedded engine, `model_folder` for an encoder of
    sentence-transformers; `variables` are the names of all variables `KG_…` that are set,
    `settings` those that exist.
    """

    home: Path
    server: Address | None = None
    engine_port: int = 0
    engine_heap: str = "512m"
    model: str = ""
    model_folder: Path | None = None
    variables: frozenset[str] = frozenset()
    settings: frozenset[str] = frozenset()


@dataclass
class Premises:
    """What there is, looked up when a check first asks for it, and changed by none."""

    wanted: Wanted
    _open: list[Connection] = field(default_factory=list)

    def close(self) -> None:
        """Gives back what was opened."""
        for connection in self._open:
            connection.close()

    @cached_property
    def places(self) -> Places:
        """The folders of KG_HOME."""
        return Places(self.wanted.home)

    @cached_property
    def engine(self) -> EmbeddedEngine:
        """The embedded engine, running or not; it is not started."""
        return EmbeddedEngine(self.places.engine, heap=self.wanted.engine_heap)

    @cached_property
    def engine_files(self) -> EngineFolder:
        """The files of the embedded engine."""
        return EngineFolder(self.places.engine)

    @cached_property
    def engine_status(self) -> EngineStatus:
        """What the embedded engine is doing."""
        return self.engine.status()

    @cached_property
    def address(self) -> Address | None:
        """Where the graph answers, if it is anywhere: a server, or the engine while it runs."""
        return self.wanted.server or self.engine.address()

    @cached_property
    def connection(self) -> Connection | None:
        """The graph, as it is: nothing is prepared."""
        if self.address is None:
            return None
        connection = Connection(self.address, patience=PATIENCE_SECONDS)
        self._open.append(connection)
        return connection

    @cached_property
    def graph(self) -> Inspection | KgError | None:
        """What is seen of the graph, or why nothing is; None while the engine does not run."""
        if self.address is None or self.connection is None:
            return None
        try:
            return inspect(self.connection, self.address.database)
        except KgError as error:
            return error

    @property
    def filled(self) -> Inspection | None:
        """The graph where it answers and is ours."""
        graph = self.graph
        return graph if isinstance(graph, Inspection) and graph.state.graph_id else None

    @cached_property
    def census(self) -> Census | None:
        """How many nodes and relationships the graph has now."""
        return take_census(self.connection, load_schema()) if self.connection else None


def sizes(folder: Path) -> Mapping[str, int]:
    """The bytes below each folder in a folder; empty where it cannot be read."""
    try:
        inside = [path for path in folder.iterdir() if path.is_dir()]
        return {path.name: _size(path) for path in inside}
    except OSError:
        return {}


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
