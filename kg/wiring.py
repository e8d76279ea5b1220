"""Puts the product together: the only place that picks implementations."""

import errno
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import filelock
import numpy as np
from numpy.typing import NDArray

from kg.embed.cache import VectorCache
from kg.embed.encoder import Encoder
from kg.errors import KgError, StateError, StorageError
from kg.graph.address import Address
from kg.graph.archive import Archive
from kg.graph.catalogue import Catalogue
from kg.graph.connection import Connection
from kg.graph.engine import EmbeddedEngine
from kg.graph.ledger import Ledger
from kg.projection.build import Builder
from kg.projection.projection import Projection
from kg.projection.storage import ProjectionFolder
from kg.projection.words import Words
from kg.query.match import Matcher
from kg.query.need import NeedReader
from kg.settings import SHIPPED_MODEL, Settings

if TYPE_CHECKING:
    from kg.ingest.facts import FactReader

Say = Callable[[str], None]

TALK_EVERY_SECONDS = 1.0
TALK_EVERY_SHARE = 0.1


class Services:
    """Everything that a command may ask for, each built when it is first asked for."""

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
        settings = self.settings
        password = settings.graph_password.get_secret_value()
        return Connection(
            Address(settings.graph_uri, settings.graph_user, password, settings.graph_database)
        )

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
    def ledger(self) -> Ledger:
        """What loads read and write."""
        return Ledger(self.connection, self.fact_reader.contract.schema)

    @cached_property
    def fact_reader(self) -> "FactReader":
        """Rows to facts, held to the contract that the ontology makes."""
        from kg.ingest.facts import FactReader
        from kg.ingest.sources import all_tables
        from kg.ontology.contract import Contract
        from kg.ontology.rdf import load_schema

        return FactReader(Contract(load_schema()), all_tables())

    def check_whole(self) -> None:
        """Raises StateError while the graph is only half restored."""
        if self.archive.state().restoring:
            raise StateError(
                "a restore of this graph was cut off; next step: run kg restore with its file again"
            )

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that the settings name."""
        if self.settings.model == SHIPPED_MODEL:
            from kg.embed.onnx import OnnxEncoder

            with resources.as_file(resources.files("kg.embed") / "model") as folder:
                return OnnxEncoder(folder)
        from kg.embed.transformer import TransformerEncoder

        return TransformerEncoder(self.settings.model)

    @cached_property
    def words(self) -> Words:
        """How texts are split into words."""
        return Words()

    @cached_property
    def matcher(self) -> Matcher:
        """Answers needs."""
        return Matcher(self.catalogue, NeedReader(self.encoder.encode, self.words))

    def projection(self) -> Projection:
        """The read model of the graph as it is now, built when there is none yet."""
        revision = self.catalogue.revision()
        if revision == 0:
            raise StateError(
                "the graph is empty; try: kg ingest members PATH, or kg ingest cordis DIR"
            )
        self.check_whole()
        # Revisions count within one graph; another graph under the same home has its own folder.
        folder = ProjectionFolder(self.settings.home / "projection" / self.catalogue.graph_id())
        found = folder.load(revision, self.encoder.model_id)
        if found is not None:
            return found
        self._say("building the read model")
        built = self._build(revision)
        folder.save(built)
        return built

    def _build(self, revision: int) -> Projection:
        vectors = VectorCache(self.settings.home / "vectors", self.encoder)

        def embed(texts: Sequence[str]) -> NDArray[np.float32]:
            return vectors.vectors(texts, _Tally(self._say))

        builder = Builder(self.catalogue, embed, self.encoder.model_id, self.words)
        while True:
            built = builder.build(revision)
            now = self.catalogue.revision()
            if now == revision:
                return built
            # Somebody loaded while it was read: what was built mixes two revisions.
            revision = now

    @contextmanager
    def only_load(self) -> Iterator[None]:
        """Holds the lock under which loads run one after the other."""
        lock = filelock.FileLock(self._home() / "load.lock")
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            self._say("waiting for another load to end")
            lock.acquire()
        try:
            yield
        finally:
            lock.release()

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


class _Tally:
    """Says how many texts are embedded, sparingly: what is done within a second needs no talk."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._said_at, self._said = time.monotonic(), 0

    def __call__(self, done: int, total: int) -> None:
        is_early = time.monotonic() - self._said_at < TALK_EVERY_SECONDS
        if is_early or (done - self._said < TALK_EVERY_SHARE * total and done < total):
            return
        self._say(f"embedding: {done:,} of {total:,} texts")
        self._said_at, self._said = time.monotonic(), done
