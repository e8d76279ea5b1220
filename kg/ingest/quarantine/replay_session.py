"""The quarantine as a replay uses it: mended rows that go into the graph, or come back."""

from collections import defaultdict
from collections.abc import Sequence

from kg.ingest.quarantine.database import Database
from kg.ingest.quarantine.entry import Entry, KeptOut, State
from kg.ingest.quarantine.session import KnownFix, Session, add_faults
from kg.model import SourceRecord


class ReplaySession(Session):
    """One run that loads mended rows of one source, each known by the digest of its cells."""

    def __init__(self, database: Database, source: str, entries: Sequence[Entry]) -> None:
        super().__init__(database, source)
        self._entries: dict[tuple[str, str], list[int]] = defaultdict(list)
        for entry in entries:
            if entry.fix is not None:
                self._entries[entry.row.table, entry.fix.hash].append(entry.id)

    def fixes(self, table: str, contents: Sequence[str]) -> dict[str, KnownFix]:  # noqa: ARG002
        """None: the rows are the mended ones."""
        return {}

    def keep(self, rows: Sequence[KeptOut], load: str | None) -> int:
        """Notes what is wrong with rows that are rejected again; they are open once more."""
        with self._database.change() as change:
            run = self._begun(change, load)
            for row in rows:
                for entry in self._entries.get((row.table, row.content), ()):
                    change.execute(
                        "UPDATE row SET state = ?, lastRun = ?, lastSeen = ? WHERE id = ?",
                        (State.OPEN, run, self._now, entry),
                    )
                    add_faults(change, entry, row.faults)
        return 0

    def note_accepted(self, table: str, rows: Sequence[SourceRecord], load: str | None) -> None:
        """Notes which mended rows are in the graph."""
        found = [i for row in rows for i in self._entries.get((table, row.hash), ())]
        with self._database.change() as change:
            run = self._begun(change, load)
            change.executemany(
                "UPDATE row SET state = ?, closedBy = ? WHERE id = ?",
                [(State.REPLAYED, run, entry) for entry in found],
            )

    def finish(self, load: str | None) -> None:
        """Notes which load the replay was; no other row is closed by it."""
        with self._database.change() as change:
            self._begun(change, load)
