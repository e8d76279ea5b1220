"""Puts the product together: the only place that picks implementations."""

import datetime as dt
import errno
import os
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import filelock
import numpy as np
from numpy.typing import NDArray

from kg.embed.cache import VectorCache
from kg.embed.card import is_exported
from kg.embed.encoder import Encoder
from kg.errors import KgError, StateError, StorageError
from kg.graph.address import Address
from kg.graph.archive import Archive
from kg.graph.catalogue import Catalogue
from kg.graph.connection import Connection
from kg.graph.demands import Demands
from kg.graph.engine import EmbeddedEngine
from kg.graph.feedback_log import FeedbackLog
from kg.graph.ledger import Ledger
from kg.graph.opportunities import Opportunities
from kg.graph.prepare import GraphState
from kg.model import Account, NodeRef
from kg.projection.build import Builder
from kg.projection.changes import ChangeLog
from kg.projection.current import CurrentProjection, change_log
from kg.projection.projection import Projection
from kg.projection.words import Words
from kg.query.complements.find import ComplementFinder
from kg.query.feedback.current import CurrentFeedback
from kg.query.match import Matcher
from kg.query.need import NeedReader
from kg.query.region_links import RegionLinker
from kg.query.team.form import TeamFormer
from kg.settings import SHIPPED_MODEL, Settings

if TYPE_CHECKING:
    from kg.doctor.premises import Premises
    from kg.enterprise.registry import Registry, Told
    from kg.graph.copy_reader import CopyReader
    from kg.graph.judgement_log import JudgementLog
    from kg.graph.read_only import ServerReader
    from kg.graph.sealer import Sealer
    from kg.graph.sources import Sources
    from kg.ingest.account import Accounts
    from kg.ingest.competency_links import CompetencyLinker
    from kg.ingest.facts import FactReader
    from kg.ingest.forgetting.forget import Forget
    from kg.ingest.forgetting.forgotten import Forgotten
    from kg.ingest.forgetting.tombstone_file import TombstoneFile
    from kg.ingest.judging import Judging
    from kg.ingest.load import Loader
    from kg.ingest.load_history import LoadHistory
    from kg.ingest.quarantine.mend import Mender
    from kg.ingest.quarantine.store import Quarantine
    from kg.ingest.ranking import Ranking
    from kg.ingest.rehearsal import Rehearsal
    from kg.ingest.resolution.resolution import Resolution
    from kg.ingest.undo import Undo
    from kg.ontology.schema import Schema
    from kg.ontology.validate import Breach
    from kg.quality.belonging import Scope
    from kg.quality.report import Report
    from kg.quality.survey import Accounts as Stated
    from kg.quality.survey import Survey
    from kg.query.console import Console
    from kg.query.export.document import Export
    from kg.query.feedback.marking import Marking
    from kg.query.ranking.training_data import History

Say = Callable[[str], None]

TALK_EVERY_SECONDS = 1.0
TALK_EVERY_SHARE = 0.1
ASK_LEASE_EVERY_SECONDS = 2.0


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
        if "quarantine" in self.__dict__:
            self.quarantine.close()

    def warm_up(self) -> None:
        """Builds what requests share, before several threads ask for it at once."""
        _ = self.connection, self.catalogue, self.matcher, self._read_model

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
        return Connection(_server_address(self.settings))

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
        return Ledger(self.connection, self.fact_reader.contract.schema, self._changes.note)

    @cached_property
    def fact_reader(self) -> "FactReader":
        """Rows to facts, held to the contract that the ontology makes."""
        from kg.ingest.facts import FactReader
        from kg.ingest.sources import all_tables
        from kg.ontology.contract import Contract

        return FactReader(Contract(self.schema), all_tables(self.schema))

    @cached_property
    def schema(self) -> "Schema":
        """The ontology."""
        from kg.ontology.rdf import load_schema

        return load_schema()

    @cached_property
    def load_history(self) -> "LoadHistory":
        """The loads that there were."""
        from kg.graph.lease import read_lease
        from kg.graph.load_log import LoadLog
        from kg.ingest.load_history import LoadHistory

        return LoadHistory(
            self.archive,
            LoadLog(self.connection),
            self.ledger,
            self.fact_reader,
            is_held=lambda: read_lease(self.connection) is not None,
            folder=self.settings.home if self.settings.home.is_dir() else None,
        )

    @cached_property
    def loader(self) -> "Loader":
        """Loads files, and keeps the rows that it rejects."""
        from kg.ingest.load import Loader

        return Loader(self.ledger, self.fact_reader, self.sealer, self.quarantine, self.forgotten())

    def forgotten(self) -> "Forgotten":
        """The people who are to be left out, by what graph and KG_HOME know of them."""
        from kg.graph.tombstones import united
        from kg.ingest.forgetting.forgotten import Forgotten

        known = united((*self.archive.tombstones(), *self.tombstone_file.all()))
        return Forgotten(known, self.sealer)

    @cached_property
    def tombstone_file(self) -> "TombstoneFile":
        """The people whom this KG_HOME has forgotten."""
        from kg.ingest.forgetting.tombstone_file import FILE_NAME, TombstoneFile

        return TombstoneFile(self._home() / FILE_NAME)

    @cached_property
    def forget(self) -> "Forget":
        """Forgets people."""
        from kg.graph.people import People
        from kg.graph.reader_copy import drop_copy
        from kg.graph.tombstones import Tombstones
        from kg.ingest.forgetting.forget import Forget
        from kg.ingest.forgetting.quarantined import Quarantined
        from kg.ingest.private import PrivateCells
        from kg.ingest.sources import all_tables

        tables = all_tables(self.schema)
        private = PrivateCells(self.schema, self.sealer)
        return Forget(
            self.ledger,
            self.fact_reader,
            People(self.connection),
            Tombstones(self.connection),
            self.tombstone_file,
            self.sealer,
            Quarantined(self.quarantine, private, tables),
            tables,
            lambda: drop_copy(self.engine.folder, self.reader_engine),
        )

    @cached_property
    def quarantine(self) -> "Quarantine":
        """The rejected rows; files in which an earlier version kept them are taken over."""
        from kg.ingest.quarantine.old_files import take_over
        from kg.ingest.quarantine.store import FILE_NAME, Quarantine
        from kg.ingest.sources import all_tables

        store = Quarantine(self._home() / FILE_NAME)
        taken = take_over(self.settings.home / "quarantine", store, all_tables(self.schema))
        if taken:
            self._say(f"{taken:,} rejected rows of an earlier version are in kg quarantine now")
        return store

    @cached_property
    def mender(self) -> "Mender":
        """Mends rejected rows."""
        from kg.ingest.private import PrivateCells
        from kg.ingest.quarantine.mend import Mender
        from kg.ingest.sources import all_tables

        private = PrivateCells(self.schema, self.sealer)
        tables = all_tables(self.schema)
        parts = self.quarantine, self.ledger, self.fact_reader, private, tables
        return Mender(*parts, self.forgotten())

    @cached_property
    def sources(self) -> "Sources":
        """The sources and their settings."""
        from kg.graph.sources import Sources

        return Sources(self.connection)

    @cached_property
    def undo(self) -> "Undo":
        """Undoes loads."""
        from kg.ingest.sources import all_tables
        from kg.ingest.undo import Undo

        return Undo(self.load_history, list(all_tables(self.schema)))

    @cached_property
    def judgements(self) -> "JudgementLog":
        """Judgements on identity."""
        from kg.graph.judgement_log import JudgementLog

        return JudgementLog(self.connection)

    def judging(self) -> "Judging":
        """Judges organisations as the graph has them now."""
        from kg.ingest.judging import Judging

        return Judging(self.ledger, self.judgements, self.fact_reader)

    @cached_property
    def resolution(self) -> "Resolution":
        """Finds which organisations may be one."""
        from kg.graph.profile_rows import ProfileRows
        from kg.ingest.resolution.resolution import Resolution

        file = self._home() / "resolution" / f"{self.catalogue.state().graph_id}.jsonl"
        return Resolution(ProfileRows(self.connection, self.schema), self.judgements, file)

    @cached_property
    def accounts(self) -> "Accounts":
        """What records state of things, and which of it lost."""
        from kg.ingest.account import Accounts

        return Accounts(self.ledger, self.fact_reader)

    def account(self, organisation: str) -> Account:
        """What records state of an organisation; its id is the kept one."""
        ref = NodeRef("Organisation", organisation)
        return next(iter(self.accounts.of([ref])), Account(ref))

    @cached_property
    def ranking(self) -> "Ranking":
        """Ranks sources."""
        from kg.graph.source_settings import SourceSettings
        from kg.ingest.ranking import Ranking

        settings = SourceSettings(self.connection, self.schema, self._changes.note)
        return Ranking(settings, self.ledger, self.fact_reader)

    def rehearsal(self) -> "Rehearsal":
        """What a load is tried on that is to write nothing."""
        from kg.ingest.rehearsal import Rehearsal

        return Rehearsal(self.connection, self.fact_reader, self._home())

    def breaches(self) -> "Iterator[Breach]":
        """Where the stored graph breaks a shape or a rule of the domain."""
        from kg.graph.contents import GraphContents
        from kg.ontology.validate import validate

        contents = GraphContents(self.connection, self.schema)
        return validate(self.fact_reader.contract, contents, dt.datetime.now(dt.UTC).date())

    def quality(self, scope: "Scope", limit: int) -> "Report":
        """What of the stored graph is doubtful or missing.

        What a record states is the business of loads, so the function that says it is handed over.
        """
        from kg.quality.report import report

        self.check_whole()
        return report(self._survey(self.accounts.of), scope, limit)

    def count_kept_out(self, source: str | None) -> Mapping[str, int]:
        """How many rejected rows of each source, or of one, wait in quarantine to be mended."""
        from kg.ingest.quarantine.store import FILE_NAME
        from kg.ingest.quarantine.waiting import count_waiting

        file = self.settings.home / FILE_NAME
        waiting = count_waiting(file) if file.exists() else {}
        return {name: n for name, n in waiting.items() if source in (None, name)}

    def mark_doubts(self, *, anew: bool = False) -> int:
        """Marks what is doubtful, if the graph has changed since or `anew`; returns how many marks
        changed."""
        from kg.graph.doubt_marks import MARKED, DoubtMarks
        from kg.quality.checks import CHECKS
        from kg.quality.doubts import find_doubts

        marks = DoubtMarks(self.connection, self._changes.note)
        if not (anew or marks.is_due()):
            return 0
        return marks.mark(find_doubts(self._survey(), CHECKS, MARKED))

    def _survey(self, accounts: "Stated | None" = None) -> "Survey":
        from kg.graph.contents import GraphContents
        from kg.quality.survey import Survey, no_accounts

        contents = GraphContents(self.connection, self.schema, in_force=True)
        today = dt.datetime.now(dt.UTC).date()
        return Survey(self.schema, contents, today, accounts or no_accounts)

    def stored_faults(self, schema: "Schema") -> "Iterator[str]":
        """What the graph holds that another ontology does not allow, each in one line."""
        from kg.graph.upgrade import stored_faults

        return stored_faults(self.connection, self.schema, schema)

    @cached_property
    def sealer(self) -> "Sealer":
        """Seals and opens private values."""
        from kg.graph.sealer import Sealer

        return Sealer(self._home() / "seal.key")

    @cached_property
    def export(self) -> "Export":
        """Writes the graph as RDF.

        What a record states is the business of loads, and answers know nothing of them, so the
        function that says it is handed over here.
        """
        from kg.graph.whole import WholeGraph
        from kg.ingest.stated import RecordReader
        from kg.ontology.vocabulary import load_vocabulary
        from kg.query.export.document import Export

        states = RecordReader(self.ledger, self.fact_reader)
        whole = WholeGraph(self.connection, self.schema)
        return Export(whole, self.archive, load_vocabulary(self.schema), states)

    def check_whole(self) -> None:
        """Raises StateError while the graph is only half restored."""
        _check_whole(self.catalogue.state())

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that the settings name."""
        if self.settings.model == SHIPPED_MODEL:
            return self.shipped_encoder
        if is_exported(Path(self.settings.model)):
            from kg.embed.onnx import OnnxEncoder

            return OnnxEncoder(Path(self.settings.model))
        from kg.embed.transformer import TransformerEncoder

        return TransformerEncoder(self.settings.model)

    @cached_property
    def shipped_encoder(self) -> Encoder:
        """The encoder of this package."""
        from kg.embed.onnx import OnnxEncoder

        with resources.as_file(resources.files("kg.embed") / "model") as folder:
            return OnnxEncoder(folder)

    @cached_property
    def linker(self) -> "CompetencyLinker":
        """Keeps derived competency links up to date.

        By the shipped encoder whatever the settings name: its floor was measured, and the graph
        is the same for everybody who uses it.
        """
        from kg.graph.competency_links import CompetencyLinks
        from kg.ingest.competency_links import CompetencyLinker
        from kg.ingest.found_file import FoundFile

        encoder, home = self.shipped_encoder, self._home()
        return CompetencyLinker(
            CompetencyLinks(self.connection, self._changes.note),
            self._embed(encoder),
            encoder.encode,
            encoder.model_id,
            self.words,
            FoundFile(home / "links"),
            _Tally(self._say, "finding competencies"),
        )

    def derive(self) -> bool:
        """Brings up to date what is computed of the graph and kept in it: competency links, and
        marks of doubt; returns whether any has changed."""
        has_linked = False
        if self.linker.is_due():
            report = self.linker.link()
            has_linked = bool(report.added or report.removed)
        return bool(self.mark_doubts()) or has_linked

    @cached_property
    def words(self) -> Words:
        """How texts are split into words."""
        return Words()

    @cached_property
    def matcher(self) -> Matcher:
        """Answers needs."""
        reader = NeedReader(self.encoder.encode, self.words)
        return Matcher(self.catalogue, reader, self.feedback)

    @cached_property
    def feedback(self) -> CurrentFeedback:
        """The feedback in force, as of the read model that was asked for last."""
        return CurrentFeedback(self.feedback_log, self.catalogue.judged_same)

    @cached_property
    def feedback_log(self) -> FeedbackLog:
        """All feedback."""
        return FeedbackLog(self.connection)

    @cached_property
    def marking(self) -> "Marking":
        """Takes feedback, and takes it back."""
        from kg.query.feedback.marking import Marking

        return Marking(
            self.feedback_log,
            self.judgements,
            self.catalogue,
            lambda: self.schema.code_lists["unfitReasons"].codes,
        )

    @cached_property
    def opportunities(self) -> Opportunities:
        """What can be read of opportunities."""
        return Opportunities(self.connection)

    @cached_property
    def team_former(self) -> TeamFormer:
        """Forms teams."""
        return TeamFormer(self.catalogue, self.matcher.reader, self.opportunities)

    @cached_property
    def complement_finder(self) -> ComplementFinder:
        """Finds partners that complete a firm."""
        return ComplementFinder(self.catalogue, Demands(self.connection), self.opportunities)

    @cached_property
    def registry(self) -> "Registry":
        """Forms and closes virtual enterprises."""
        from kg.enterprise.registry import Registry
        from kg.graph.enterprises import Enterprises

        roles = self.schema.code_lists["enterpriseRoles"].codes
        return Registry(Enterprises(self.connection), self.opportunities, self.catalogue, roles)

    def uses(self, opportunity: str, organisations: Sequence[str]) -> Sequence[str]:
        """Ids of the capabilities by which organisations cover an opportunity."""
        from kg.query.used import used_capabilities

        demands, _ = Demands(self.connection).requirements([opportunity])
        today = dt.datetime.now(dt.UTC).date()
        return used_capabilities(self.projection(), demands, organisations, today)

    def record(self, told: "Told", state: str) -> str:
        """Loads what is told of an enterprise, as a file that is kept; returns the load's id.

        Raises StateError when the graph has it already, or takes less than all of it.
        """
        from kg.enterprise.registry import SOURCE
        from kg.ingest.load import LoadRequest
        from kg.ingest.rdf.file import RdfFile
        from kg.ontology.iris import Iris
        from kg.ontology.vocabulary import load_vocabulary

        self.check_whole()
        iris = Iris(self.schema)
        file = self._home() / SOURCE / f"{told.id.partition(':')[2]}-{state}.nt"
        with self.only_load():
            file.parent.mkdir(exist_ok=True)
            file.write_text("\n".join(told.outline.lines(iris)) + "\n", "utf-8")
            found = RdfFile(file, SOURCE, load_vocabulary(self.schema), iris)
            outcome = self.loader.load(LoadRequest(SOURCE, found.files, open_file=found.open))
            if outcome.load is None or outcome.report.rejected:
                faults = "; ".join(f"{r.column}: {r.rule}" for r in outcome.rejections)
                raise StateError(
                    f"{told.id} is not recorded whole: {faults or 'nothing is new'}; next step: "
                    f"kg quarantine list --source {SOURCE}"
                )
            self.ranking.complete()
            self.derive()
            self.projection()
        return outcome.load

    @cached_property
    def console(self) -> "Console":
        """Answers questions in Cypher."""
        from kg.query.console import Console

        self.check_whole()
        return Console(self._reader())

    def _reader(self) -> "ServerReader | CopyReader":
        from kg.graph.copy_reader import CopyReader
        from kg.graph.read_only import ServerReader
        from kg.graph.reader_copy import ReaderCopy

        if self.settings.graph_uri:
            return ServerReader(_server_address(self.settings))
        copy = ReaderCopy(self.engine, self.connection, self.reader_engine, self._say)
        return CopyReader(copy)

    @cached_property
    def reader_engine(self) -> EmbeddedEngine:
        """The second process of the embedded engine, which queries read; running or not."""
        from kg.graph.reader_copy import copy_engine

        return copy_engine(self.settings.home / "engine-reader", self.settings.engine_heap)

    @cached_property
    def region_linker(self) -> RegionLinker:
        """Counts links of regions."""
        return RegionLinker(self.catalogue, self.schema)

    def projection(self) -> Projection:
        """The read model of the graph as it is now, built when there is none yet."""
        state = self._whole_state()
        self.feedback.follow(state)
        return self._read_model.at(state)

    def _whole_state(self) -> GraphState:
        """The state of the graph; raises StateError while it is empty or half restored."""
        state = self.catalogue.state()
        if state.revision == 0:
            raise StateError(
                "the graph is empty; try: kg ingest members PATH, or kg ingest cordis DIR"
            )
        _check_whole(state)
        return state

    @cached_property
    def _read_model(self) -> CurrentProjection:
        embed = self._embed(self.encoder)
        builder = Builder(self.catalogue, embed, self.encoder.model_id, self.words)
        return CurrentProjection(self._projections, builder, self.catalogue.state, self._say)

    def projection_anew(self) -> Projection:
        """The read model, built whole whatever lies on disk."""
        return self._read_model.anew(self._whole_state())

    @property
    def _changes(self) -> ChangeLog:
        return change_log(self._projections, self.catalogue.state().graph_id)

    @property
    def _projections(self) -> Path:
        return self.settings.home / "projection"

    def history(self, folder: Path) -> "History":
        """Past projects of a folder, with what their texts mean."""
        from kg.query.ranking.training_data import read_history

        return read_history(folder, self._embed(self.encoder), Words())

    def _embed(self, encoder: Encoder) -> Callable[[Sequence[str]], NDArray[np.float32]]:
        vectors = VectorCache(self._home() / "vectors", encoder)
        return lambda texts: vectors.vectors(texts, _Tally(self._say, "embedding"))

    @contextmanager
    def only_load(self, *, writes: bool = True) -> Iterator[None]:
        """Holds the locks under which loads run one after the other.

        That of this KG_HOME; and, for who writes, the lease on the graph, which other hosts and
        other homes may load into as well.
        """
        lock = filelock.FileLock(self._home() / "load.lock")
        try:
            lock.acquire(timeout=0)
        except filelock.Timeout:
            self._say("waiting for another load to end")
            lock.acquire()
        try:
            with self._leased() if writes else nullcontext():
                yield
                self._keep_census()
        finally:
            lock.release()

    @contextmanager
    def _leased(self) -> Iterator[None]:
        from kg.graph.lease import Holder, Lease, make_home_id

        name = f"process {os.getpid()} on {socket.gethostname()}"
        lease = Lease(self.connection, Holder(name, make_home_id(self._home())))
        told = ""
        while held := lease.take():
            if held.token != told:
                self._say(f"waiting: {held}; next step: wait, or end that load")
            told = held.token
            time.sleep(ASK_LEASE_EVERY_SECONDS)
        with lease.kept():
            yield

    def _keep_census(self) -> None:
        """Notes what the graph holds, so that kg doctor sees what no load has changed since."""
        from kg.graph.census import keep_census

        if "connection" in self.__dict__:
            keep_census(self.connection, self.schema, self._projections)

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


def premises(settings: Settings, environment: Iterable[str]) -> "Premises":
    """What kg doctor looks at; unlike Services it makes no folder and starts nothing."""
    from kg.doctor.premises import Premises, Wanted
    from kg.embed.card import SHIPPED_FOLDER

    exported = Path(settings.model) if is_exported(Path(settings.model)) else None
    return Premises(
        Wanted(
            home=settings.home,
            server=_server_address(settings) if settings.graph_uri else None,
            engine_port=settings.engine_port,
            engine_heap=settings.engine_heap,
            model=settings.model,
            model_folder=SHIPPED_FOLDER if settings.model == SHIPPED_MODEL else exported,
            variables=frozenset(name for name in environment if name.startswith("KG_")),
            settings=frozenset(f"KG_{name.upper()}" for name in Settings.model_fields),
        )
    )


def _server_address(settings: Settings) -> Address:
    password = settings.graph_password.get_secret_value()
    return Address(settings.graph_uri, settings.graph_user, password, settings.graph_database)


def _check_whole(state: GraphState) -> None:
    if state.restoring:
        raise StateError(
            "a restore of this graph was cut off; next step: run kg restore with its file again"
        )


class _Tally:
    """Says how many texts are done, sparingly: what is done within a second needs no talk."""

    def __init__(self, say: Say, what: str) -> None:
        self._say, self._what = say, what
        self._said_at, self._said = time.monotonic(), 0

    def __call__(self, done: int, total: int) -> None:
        is_early = time.monotonic() - self._said_at < TALK_EVERY_SECONDS
        if is_early or (done - self._said < TALK_EVERY_SHARE * total and done < total):
            return
        self._say(f"{self._what}: {done:,} of {total:,} texts")
        self._said_at, self._said = time.monotonic(), done
