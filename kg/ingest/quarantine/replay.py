"""Loads mended rows, and no others, as a load of their own; each with the file and line it had."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.ingest.files import FoundFile
from kg.ingest.load import LoadOutcome
from kg.ingest.quarantine.entry import Entry
from kg.ingest.quarantine.mend import Mender, found_file
from kg.ingest.read_csv import RawRow
from kg.ingest.run import CHUNK_ROWS, Run


@dataclass(frozen=True)
class Replay:
    """Replays rows into the graph against which they were mended."""

    mender: Mender

    def replay(self, source: str, entries: Sequence[Entry]) -> LoadOutcome:
        """Loads the mended rows of a source; one that is rejected again stays, for its new reason.

        It may be cut off anywhere and run again: what is in the graph by then is unchanged.
        """
        mender = self.mender
        session = mender.quarantine.begin_replay(source, entries)
        parts = mender.ledger, mender.reader, mender.private
        run = Run(*parts, source, session, mender.forgotten)
        for file, rows in self._by_file(entries):
            for begin in range(0, len(rows), CHUNK_ROWS):
                run.take(file, {}, list(rows[begin : begin + CHUNK_ROWS]))
        run.finish()
        return LoadOutcome(
            run.report, run.load_id, tuple(run.rejections), tuple(run.notes), reasons=run.reasons
        )

    def _by_file(self, entries: Sequence[Entry]) -> Iterator[tuple[FoundFile, Sequence[RawRow]]]:
        """The rows of each file, in the order in which tables are loaded."""
        ranks = {name: rank for rank, name in enumerate(self.mender.tables)}

        def place(entry: Entry) -> tuple[int, str]:
            return ranks[entry.row.table], entry.row.file

        in_order = sorted(entries, key=lambda e: (*place(e), e.row.line, e.id))
        for (_, name), group in groupby(in_order, key=place):
            found = list(group)
            table = self.mender.table(found[0])
            yield found_file(table, name), [self.mender.opened(entry) for entry in found]
