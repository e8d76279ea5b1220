"""Looks back at the loads of a fake ledger, as the archive and the log do at a graph's."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from kg.graph.archive import KeptLoad, load_number
from kg.graph.batch import KeptRecord
from kg.graph.load_log import LoadPart
from kg.ingest.load_history import LoadHistory
from kg.ingest.sources import all_tables
from kg.ingest.undo import Undo
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import READER, SCHEMA

NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)


class FakeHistory:
    """The methods of `Archive` and `LoadLog` that looking back needs."""

    def __init__(self, ledger: FakeLedger) -> None:
        self._ledger = ledger

    def loads(self) -> list[KeptLoad]:
        return [
            KeptLoad(id_, id_.rpartition("-")[0], self._ledger.states.get(id_, "finished"), NOON)
            for id_ in sorted(self._ledger.finished, key=load_number)
        ]

    def tables(self, load: str) -> dict[str, int]:
        return Counter(r.table for r in self._ledger.stored.values() if r.load == load)

    def records(self, load: str, table: str) -> Iterator[KeptRecord]:
        yield from (k for k in self._kept(load) if k.record.table == table)

    def parts(self, load: str) -> list[LoadPart]:
        kept = self._kept(load)
        return [
            LoadPart(
                k.record.table,
                k.record.file,
                1,
                k.superseded_in,
                k.is_undone,
                k.record.retired.load if k.record.retired else None,
            )
            for k in kept
        ]

    def superseded(self, load: str) -> list[str]:
        return sorted(id_ for id_, by in self._ledger.superseded_in.items() if by == load)

    def retired(self, load: str) -> list[str]:
        stored = self._ledger.stored.values()
        return sorted(r.id for r in stored if r.retired and r.retired.load == load)

    def _kept(self, load: str) -> list[KeptRecord]:
        ledger = self._ledger
        return [
            KeptRecord(record, ledger.superseded_in.get(id_), id_ in ledger.undone)
            for id_, record in sorted(ledger.stored.items())
            if record.load == load
        ]


def history_of(ledger: FakeLedger, *, is_held: bool = True) -> LoadHistory:
    fake = FakeHistory(ledger)
    return LoadHistory(fake, fake, ledger, READER, lambda: is_held)  # type: ignore[arg-type]  # ours


def undo_of(ledger: FakeLedger) -> Undo:
    return Undo(history_of(ledger), list(all_tables(SCHEMA)))
