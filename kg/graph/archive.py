"""What a backup needs of the graph: loads and records as they are kept, and the way back."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import neo4j

from kg.graph.batch import KeptRecord
from kg.graph.connection import Connection, Row
from kg.graph.feedback_log import FeedbackLog, write_feedback
from kg.graph.judgement_log import JudgementLog, judgement_row
from kg.graph.prepare import GraphState, read_state
from kg.graph.statements import statement
from kg.graph.stored_values import divided, stored_record
from kg.graph.tombstones import Tombstone, Tombstones, united
from kg.model import Feedback, Judgement, Scalar, Value

PAGE = 500
# What notes a work in progress is no setting, and the name of a source alone is none either.
NO_SETTINGS = frozenset({"id", "isRankDue"})


@dataclass(frozen=True, slots=True)
class KeptLoad:
    """A load as it is kept; the end and the counts are None until it has ended."""

    id: str
    source: str
    state: str
    started_at: dt.datetime
    finished_at: dt.datetime | None = None
    read: int | None = None
    written: int | None = None
    unchanged: int | None = None
    rejected: int | None = None
    retired: int | None = None


@dataclass(frozen=True, slots=True)
class Settled:
    """What lies in a graph besides loads and records: settings of sources, judgements,
    and feedback."""

    sources: Sequence[Mapping[str, Value]] = ()
    judgements: Sequence[Judgement] = ()
    feedback: Sequence[Feedback] = ()


NOTHING_SETTLED = Settled()


class Archive:
    """Reads loads and records page by page, and writes what frames a restore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def state(self) -> GraphState:
        """The state of the graph now."""
        return read_state(self._connection)

    def loads(self) -> list[KeptLoad]:
        """All loads in the order in which they were begun."""
        rows = self._connection.read(statement("all_loads"))
        return sorted(map(_load, rows), key=lambda load: load_number(load.id))

    def tables(self, load: str) -> dict[str, int]:
        """How many records of each table a load brought."""
        rows = self._connection.read(statement("load_tables"), load=load)
        return {row["table"]: row["records"] for row in rows}

    def records(self, load: str, table: str) -> Iterator[KeptRecord]:
        """The records of one table that a load brought, by id.

        The embedded engine reads and sorts the whole table for every page that is asked for in
        order, so the ids come first, and the pages are looked up by id.
        """
        rows = self._connection.stream(statement("load_record_ids"), load=load, table=table)
        ids = sorted(row["id"] for row in rows)
        for begin in range(0, len(ids), PAGE):
            yield from self.kept(ids[begin : begin + PAGE])

    def kept(self, ids: Sequence[str]) -> list[KeptRecord]:
        """The records with these ids and what became of each, by id."""
        found = self._connection.read(statement("kept_records"), ids=[*ids], limit=len(ids))
        return sorted(map(_record, found), key=lambda kept: kept.record.id)

    def tombstones(self) -> list[Tombstone]:
        """The people who were forgotten."""
        return Tombstones(self._connection).all()

    def bury(self, tombstones: Sequence[Tombstone]) -> None:
        """Adds people who were forgotten."""
        Tombstones(self._connection).put(united(tombstones))

    def settled(self) -> Settled:
        """The settings of sources that have any, by name; judgements and feedback, oldest first."""
        rows = self._connection.read(statement("kept_sources"))
        stored = (divided(row["properties"]).properties for row in rows)
        sources = sorted(
            (source for source in stored if source.keys() - NO_SETTINGS), key=lambda s: str(s["id"])
        )
        for source in sources:
            source.pop("isRankDue", None)
        judgements = JudgementLog(self._connection).all()
        return Settled(sources, judgements, FeedbackLog(self._connection).all())

    def begin_restore(
        self,
        content: str,
        loads_begun: int,
        loads: Sequence[KeptLoad],
        settled: Settled = NOTHING_SETTLED,
    ) -> None:
        """Notes that the backup with this content is being restored.

        Adds its loads, and what is settled: records are folded by that.
        """

        def work(tx: neo4j.ManagedTransaction) -> None:
            tx.run(statement("begin_restore"), content=content, number=loads_begun).consume()
            for name, rows in (
                ("restore_loads", [_load_row(load) for load in loads]),
                ("restore_sources", [dict(source) for source in settled.sources]),
                ("restore_judgements", [judgement_row(j) for j in settled.judgements]),
            ):
                for begin in range(0, len(rows), PAGE):
                    tx.run(statement(name), rows=rows[begin : begin + PAGE]).consume()
            if settled.feedback:
                write_feedback(tx, settled.feedback)
            tx.run(statement("next_revision")).consume()

        self._connection.write(work)

    def end_restore(self) -> None:
        """Notes that everything is restored."""

        def work(tx: neo4j.ManagedTransaction) -> None:
            tx.run(statement("end_restore")).consume()
            tx.run(statement("next_revision")).consume()

        self._connection.write(work)


def load_number(load: str) -> int:
    """The running number in the id of a load: `cordis-3`."""
    return int(load.rpartition("-")[2])


def _load(row: Row) -> KeptLoad:
    names = ("Read", "Written", "Unchanged", "Rejected", "Retired")
    counts = (row[f"rows{name}"] for name in names)
    times = _time(row["startedAt"]), _time(row["finishedAt"]) if row["finishedAt"] else None
    return KeptLoad(row["id"], row["sourceName"], row["state"], *times, *counts)


def load_fields(load: KeptLoad) -> dict[str, Scalar | None]:
    """A load in the ontology's words."""
    return {
        "id": load.id,
        "sourceName": load.source,
        "state": load.state,
        "startedAt": load.started_at,
        "finishedAt": load.finished_at,
        "rowsRead": load.read,
        "rowsWritten": load.written,
        "rowsUnchanged": load.unchanged,
        "rowsRejected": load.rejected,
        "rowsRetired": load.retired,
    }


def _load_row(load: KeptLoad) -> dict[str, Any]:
    return {name: value for name, value in load_fields(load).items() if value is not None}


def _record(row: Row) -> KeptRecord:
    fields = dict(row)
    by, is_undone = fields.pop("supersededIn"), bool(fields.pop("isUndone"))
    return KeptRecord(stored_record(fields), by, is_undone)


def _time(value: Any) -> dt.datetime:
    """A time as Python has it, UTC: the driver brings its own type."""
    native: dt.datetime = value.to_native() if hasattr(value, "to_native") else value
    return native.astimezone(dt.UTC) if native.tzinfo else native.replace(tzinfo=dt.UTC)
