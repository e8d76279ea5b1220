"""Undoes a load: takes its records out and computes the graph from what remains.

An undo may be cut off anywhere and run again: every page is one transaction, after which the
graph is that of the records in force.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.errors import StateError
from kg.graph.archive import load_number
from kg.ingest.composer import Composer
from kg.ingest.load_history import LoadHistory
from kg.ingest.load_needs import LoadNeeds, Needed
from kg.model import NodeRef, SourceRecord

PAGE_RECORDS = 1_000
UNDOING, UNDONE = "undoing", "undone"


@dataclass(frozen=True, slots=True)
class UndoReport:
    """How many records were taken out, how many came into force again, and what is to be said."""

    undone: int = 0
    reinstated: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Undo:
    """Undoes loads of one graph; `tables` are in the order in which they are loaded."""

    history: LoadHistory
    tables: Sequence[str]

    def check(self, load: str) -> UndoReport:
        """What an undo would do; raises StateError when it is not possible."""
        detail = self.history.detail(load)
        if detail.superseded:
            count = sum(detail.superseded.values())
            what = f"{count:,} of its records were superseded since"
            raise StateError(_refused(load, what, detail.superseded))
        if detail.retired:
            count = sum(detail.retired.values())
            what = f"{count:,} of its records were retired since"
            raise StateError(_refused(load, what, detail.retired))
        needed = LoadNeeds(self.history).find(load)
        if needed.by:
            raise StateError(_refused(load, _needed(needed), needed.by))
        if needed.gone:
            raise StateError(
                f"the load {load!r} cannot be undone: what it replaced refers to "
                f"{_shown(needed.gone)}, which is no longer there; next step: load that again"
            )
        log = self.history.log
        back = len(log.superseded(load)) + len(self._returning(load))
        return UndoReport(sum(p.records for p in detail.parts if not p.is_undone), back)

    def undo(self, load: str) -> UndoReport:
        """Undoes a load, or what is left of it when an undo was cut off; of an undone one nothing.

        Raises StateError before anything is written when a later load builds upon it.
        """
        if self.history.load(load).state == UNDONE:
            return UndoReport()
        self.check(load)
        ledger = self.history.ledger
        ledger.mark_load(load, UNDOING)
        before = {id_.rpartition("@")[0]: id_ for id_ in self.history.log.superseded(load)}
        composer = Composer(ledger, self.history.reader)
        undone = 0
        for page in self._pages(load):
            old = ledger.records(before[r.slot] for r in page if r.slot in before)
            composer.take_out(load, page, old)
            undone += len(page)
        returning = self._returning(load)
        for begin in range(0, len(returning), PAGE_RECORDS):
            ids = returning[begin : begin + PAGE_RECORDS]
            composer.restate(load, ledger.records(ids), None)
        notes = composer.link_arrivals(load)
        ledger.mark_load(load, UNDONE)
        return UndoReport(undone, len(before) + len(returning), tuple(notes))

    def _returning(self, load: str) -> Sequence[str]:
        """The records of others that the load retired."""
        retired = self.history.log.retired(load)
        return [record for record in retired if not _is_of(load, record)]

    def _pages(self, load: str) -> Iterator[Sequence[SourceRecord]]:
        """The records in force; what refers to others goes before these."""
        ranks = {table: rank for rank, table in enumerate(self.tables)}
        found = sorted(self.history.archive.tables(load), key=lambda t: (ranks.get(t, -1), t))
        for table in reversed(found):
            yield from self.history.pages(load, table, PAGE_RECORDS)


def _is_of(load: str, record: str) -> bool:
    return record.rpartition("@")[2] == load


def _refused(load: str, what: str, others: Iterable[str]) -> str:
    newest_first = sorted(others, key=load_number, reverse=True)
    steps = ", then ".join(f"kg load undo {other}" for other in newest_first)
    return f"the load {load!r} cannot be undone: {what}; next step: {steps}, then this one again"


def _needed(needed: Needed) -> str:
    count = sum(needed.by.values())
    records = "1 record" if count == 1 else f"{count:,} records"
    return f"{records} of later loads cannot do without {_shown(needed.nodes)}"


def _shown(nodes: Sequence[NodeRef]) -> str:
    more = f" and {len(nodes) - 1:,} more" if len(nodes) > 1 else ""
    return f"{nodes[0].label} {nodes[0].id}{more}"
