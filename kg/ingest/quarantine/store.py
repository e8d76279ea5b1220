"""The quarantine: all rows that were kept out of the graph, and what became of each."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import NotFoundError
from kg.ingest.quarantine.database import IN_MEMORY, Database
from kg.ingest.quarantine.entry import WAITING, Entry, Fault, Fix, State
from kg.ingest.quarantine.replay_session import ReplaySession
from kg.ingest.quarantine.rows import ENTRY, FAULTS, cells_text, entry_of, fault_of, storable
from kg.ingest.quarantine.session import Session, add_faults
from kg.model import Reason

FILE_NAME = "quarantine.db"
PAGE = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries are meant: those that have all that is said; of `ids` all if it is empty."""

    source: str | None = None
    load: str | None = None
    reason: Reason | None = None
    states: tuple[State, ...] = WAITING
    ids: tuple[int, ...] = ()

    def condition(self) -> tuple[str, list[object]]:
        """The condition on rows, with its values."""
        parts, asked = [f"row.state IN ({_marks(self.states)})"], list[object](self.states)
        if self.source is not None:
            parts.append("row.source = ?")
            asked.append(self.source)
        if self.load is not None:
            runs = "(SELECT id FROM run WHERE load = ?)"
            parts.append(f"(firstRun IN {runs} OR lastRun IN {runs})")
            asked += [self.load, self.load]
        if self.reason is not None:
            parts.append("row.id IN (SELECT row FROM fault WHERE reason = ?)")
            asked.append(self.reason)
        if self.ids:
            parts.append(f"row.id IN ({_marks(self.ids)})")
            asked += self.ids
        return " AND ".join(parts), asked


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries there are, by source, reason and state; one may have several reasons.

    `equal` counts the rows that the loads saw, of which equal ones are one entry.
    """

    rows: int
    equal: int
    by_source: Mapping[str, int]
    by_reason: Mapping[str, int]
    by_state: Mapping[str, int]


class Quarantine:
    """One database of entries."""

    def __init__(self, place: Path | str = IN_MEMORY) -> None:
        """In a file, or in memory where nothing is to be kept."""
        self._database = Database(place)

    def close(self) -> None:
        """Gives the file back."""
        self._database.close()

    def begin(self, source: str, *, is_trial: bool = False) -> Session:
        """A run of a source; a trial keeps nothing."""
        return Session(self._database, source, is_trial=is_trial)

    def begin_replay(self, source: str, entries: Sequence[Entry]) -> ReplaySession:
        """A run that loads mended rows of a source."""
        return ReplaySession(self._database, source, entries)

    def entries(self, wanted: Wanted, limit: int | None = None) -> Iterator[Entry]:
        """The entries that are meant, by id."""
        condition, values = wanted.condition()
        after, left = 0, limit
        while left is None or left > 0:
            size = PAGE if left is None else min(PAGE, left)
            text = f"{ENTRY} WHERE {condition} AND row.id > ? ORDER BY row.id LIMIT ?"
            page = self._database.rows(text, *values, after, size)
            for row in page:
                yield self._entry(row)
            if len(page) < size:
                return
            after, left = page[-1][0], None if left is None else left - size

    def entry(self, id_: int) -> Entry:
        """One entry; NotFoundError when there is none."""
        for row in self._database.rows(f"{ENTRY} WHERE row.id = ?", id_):
            return self._entry(row)
        raise NotFoundError(f"no row {id_} in quarantine; next step: kg quarantine list")

    def counts(self, wanted: Wanted) -> Counts:
        """How many entries are meant, whatever their number."""
        condition, values = wanted.condition()
        where = f"FROM row WHERE {condition}"
        reasons = (
            "SELECT reason, count(DISTINCT row) FROM fault"
            f" WHERE row IN (SELECT row.id {where}) GROUP BY reason ORDER BY 2 DESC, 1"
        )
        [(rows, equal)] = self._database.rows(
            f"SELECT count(*), coalesce(sum(row.rows), 0) {where}", *values
        )
        return Counts(
            rows,
            equal,
            self._counted(f"SELECT source, count(*) {where} GROUP BY source ORDER BY 1", values),
            self._counted(reasons, values),
            self._counted(f"SELECT state, count(*) {where} GROUP BY state ORDER BY 1", values),
        )

    def mend(self, id_: int, fix: Fix, faults: Sequence[Fault]) -> State:
        """Keeps how a row was mended, and what is still wrong with it; its state now."""
        state = State.OPEN if faults else State.FIXED
        with self._database.change() as change:
            change.execute(
                "UPDATE row SET fix = ?, fixKey = ?, fixHash = ?, state = ?, closedBy = NULL"
                " WHERE id = ?",
                (cells_text(fix.cells), storable(fix.key), fix.hash, state, id_),
            )
            if faults:
                add_faults(change, id_, faults)
        return state

    def dismiss(self, ids: Collection[int]) -> int:
        """Notes that rows are known to be wrong and stay out; returns how many were waiting."""
        with self._database.change() as change:
            return sum(
                change.execute(
                    "UPDATE row SET state = ? WHERE id = ? AND state IN (?, ?)",
                    (State.DISMISSED, id_, *WAITING),
                ).rowcount
                for id_ in ids
            )

    def undo(self, load: str) -> None:
        """Follows the undoing of a load: what it closed waits again, what it brought is closed.

        Calling it again changes nothing.
        """
        runs = "(SELECT id FROM run WHERE load = ?)"
        with self._database.change() as change:
            change.execute(
                "UPDATE row SET closedBy = NULL,"
                " state = iif(state = ? OR fixHash IS NOT NULL, ?, ?)"
                f" WHERE closedBy IN {runs} AND state IN (?, ?)",
                (
                    State.REPLAYED,
                    State.FIXED,
                    State.OPEN,
                    load,
                    State.REPLAYED,
                    State.SUPERSEDED,
                ),
            )
            change.execute(
                "UPDATE row SET state = ?"
                f" WHERE state = ? AND firstRun = lastRun AND lastRun IN {runs}",
                (State.SUPERSEDED, State.OPEN, load),
            )

    def erase(
        self, source: str, table: str, key: str, also: Callable[[Entry], bool] | None = None
    ) -> int:
        """Removes all entries of a row, and their bytes from the file; returns how many.

        `also` looks at the entries of the table that have no key, such as a broken line.
        """
        place = (source, table, storable(key))
        found = self._database.rows(
            "SELECT id FROM row WHERE source = ? AND tableName = ? AND ? IN (key, fixKey)", *place
        )
        ids = [id_ for (id_,) in found]
        if also is not None:
            keyless = f"{ENTRY} WHERE row.source = ? AND tableName = ? AND key IS NULL"
            rows = self._database.rows(keyless, source, table)
            ids += [entry.id for entry in map(self._entry, rows) if also(entry)]
        with self._database.change() as change:
            change.executemany("DELETE FROM row WHERE id = ?", [(id_,) for id_ in ids])
        # Also when none is left: an erasure before may have been cut off here.
        self._database.vacuum()
        return len(ids)

    def erase_where(self, is_meant: Callable[[Entry], bool]) -> int:
        """Removes all entries that are meant, and their bytes from the file; returns how many."""
        ids = [entry.id for entry in self.entries(Wanted(states=tuple(State))) if is_meant(entry)]
        with self._database.change() as change:
            change.executemany("DELETE FROM row WHERE id = ?", [(id_,) for id_ in ids])
        # Also when none is left: an erasure before may have been cut off here.
        self._database.vacuum()
        return len(ids)

    def _entry(self, row: tuple[Any, ...]) -> Entry:
        faults = self._database.rows(FAULTS, row[0])
        return entry_of(row, tuple(map(fault_of, faults)))

    def _counted(self, text: str, values: Sequence[object]) -> dict[str, int]:
        return {str(name): n for name, n in self._database.rows(text, *values)}


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
