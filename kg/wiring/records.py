"""Rows to facts and back: what loads read and write."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from kg.graph.ledger import Ledger
from kg.model import Account, NodeRef
from kg.wiring.models import ModelServices

if TYPE_CHECKING:
    from kg.ingest.account import Accounts
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


class RecordServices(ModelServices):
    """Source records: how they are loaded, kept out, judged, undone and forgotten."""

    def close(self) -> None:
        """Gives back what was opened; the engine goes on."""
        super().close()
        if "quarantine" in self.__dict__:
            self.quarantine.close()

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

    def count_kept_out(self, source: str | None) -> Mapping[str, int]:
        """How many rejected rows of each source, or of one, wait in quarantine to be mended."""
        from kg.ingest.quarantine.store import FILE_NAME
        from kg.ingest.quarantine.waiting import count_waiting

        file = self.settings.home / FILE_NAME
        waiting = count_waiting(file) if file.exists() else {}
        return {name: n for name, n in waiting.items() if source in (None, name)}

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
    def undo(self) -> "Undo":
        """Undoes loads."""
        from kg.ingest.sources import all_tables
        from kg.ingest.undo import Undo

        return Undo(self.load_history, list(all_tables(self.schema)))

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
