"""The graph and what reads and writes it."""

import errno
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, StateError, StorageError
from kg.graph.address import Address
from kg.graph.archive import Archive
from kg.graph.catalogue import Catalogue
from kg.graph.connection import Connection
from kg.graph.engine import EmbeddedEngine
from kg.graph.feedback_log import FeedbackLog
from kg.graph.opportunities import Opportunities
from kg.graph.prepare import GraphState
from kg.projection.changes import ChangeLog
from kg.projection.current import change_log
from kg.settings import Settings

if TYPE_CHECKING:
    from kg.graph.judgement_log import JudgementLog
    from kg.graph.sealer import Sealer
    from kg.graph.sources import Sources
    from kg.ontology.schema import Schema


Say = Callable[[str], None]


class GraphServices:
    """The graph, in KG_HOME or on a server, and what is read and written of it."""

    def __init__(self, settings: Settings, say: Say = lambda _line: None) -> None:
        """`say` takes lines of talk: what takes time, and why."""
        self.settings = settings
        self._say = say
        self._home()

    def close(self) -> None:
        """Gives back what was opened; the engine goes on."""
        if "connection" in self.__dict__:
            self.connection.close()

    @cached_property
    def engine(self) -> EmbeddedEngine:
        """The embedded engine under KG_HOME, running or not."""
        settings = self.settings
        return EmbeddedEngine(
            settings.home / "engine", port=settings.engine_port, heap=settings.engine_heap
        )

    @cached_property
    def connection(self) -> Connection:
        """The graph, prepared: a server if one is set, else the embedded engine, started."""
        from kg.graph.prepare import prepare

        connection = self._server() if self.settings.graph_uri else self._embedded()
        try:
            prepare(connection)
        except KgError:
            connection.close()
            raise
        return connection

    def _server(self) -> Connection:
        return Connection(server_address(self.settings))

    def _embedded(self) -> Connection:
        address = self.engine.address()
        if address is None:
            self._say("starting the graph engine; kg down stops it")
            address = self.engine.start()
        return Connection(address, self.engine.explain_failure)

    @cached_property
    def catalogue(self) -> Catalogue:
        """What can be read of the graph."""
        return Catalogue(self.connection)

    @cached_property
    def archive(self) -> Archive:
        """All records of the graph, for backup and restore."""
        return Archive(self.connection)

    @cached_property
    def schema(self) -> "Schema":
        """The ontology."""
        from kg.ontology.rdf import load_schema

        return load_schema()

    @cached_property
    def sealer(self) -> "Sealer":
        """Seals and opens private values."""
        from kg.graph.sealer import Sealer

        return Sealer(self._home() / "seal.key")

    @cached_property
    def sources(self) -> "Sources":
        """The sources and their settings."""
        from kg.graph.sources import Sources

        return Sources(self.connection)

    @cached_property
    def judgements(self) -> "JudgementLog":
        """Judgements on identity."""
        from kg.graph.judgement_log import JudgementLog

        return JudgementLog(self.connection)

    @cached_property
    def opportunities(self) -> Opportunities:
        """What can be read of opportunities."""
        return Opportunities(self.connection)

    @cached_property
    def feedback_log(self) -> FeedbackLog:
        """All feedback."""
        return FeedbackLog(self.connection)

    @cached_property
    def reader_engine(self) -> EmbeddedEngine:
        """The second process of the embedded engine, which queries read; running or not."""
        from kg.graph.reader_copy import copy_engine

        return copy_engine(self.settings.home / "engine-reader", self.settings.engine_heap)

    def check_whole(self) -> None:
        """Raises StateError while the graph is only half restored."""
        check_is_whole(self.catalogue.state())

    def _whole_state(self) -> GraphState:
        """The state of the graph; raises StateError while it is empty or half restored."""
        state = self.catalogue.state()
        if state.revision == 0:
            raise StateError(
                "the graph is empty; try: kg ingest members PATH, or kg ingest cordis DIR"
            )
        check_is_whole(state)
        return state

    def stored_faults(self, schema: "Schema") -> "Iterator[str]":
        """What the graph holds that another ontology does not allow, each in one line."""
        from kg.graph.upgrade import stored_faults

        return stored_faults(self.connection, self.schema, schema)

    @property
    def _changes(self) -> ChangeLog:
        return change_log(self._projections, self.catalogue.state().graph_id)

    @property
    def _projections(self) -> Path:
        return self.settings.home / "projection"

    def _home(self) -> Path:
        home = self.settings.home
        try:
            if not home.exists():
                # Statements of members lie here: for their keeper's eyes only.
                home.mkdir(parents=True, mode=0o700)
            if not home.is_dir():
                raise NotADirectoryError(errno.ENOTDIR, "it is no folder", str(home))
        except OSError as error:
            raise StorageError(
                f"cannot write KG_HOME {home}: {error.strerror}; next step: set KG_HOME to a "
                "folder of yours"
            ) from error
        return home


def server_address(settings: Settings) -> Address:
    password = settings.graph_password.get_secret_value()
    return Address(settings.graph_uri, settings.graph_user, password, settings.graph_database)


def check_is_whole(state: GraphState) -> None:
    if state.restoring:
        raise StateError(
            "a restore of this graph was cut off; next step: run kg restore with its file again"
        )
