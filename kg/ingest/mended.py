"""Finds what rows of a file were mended to in quarantine, when they come again as they were."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.ingest.files import FoundFile
from kg.ingest.private import PrivateCells
from kg.ingest.quarantine.entry import unread
from kg.ingest.quarantine.session import Session
from kg.ingest.read_csv import RawRow
from kg.ingest.records import SentRow
from kg.model import Rejection


@dataclass(frozen=True, slots=True)
class MendedSlots:
    """Looks rows of a source up by their contents."""

    session: Session
    private: PrivateCells
    source: str

    def find(self, file: FoundFile, rows: Sequence[RawRow | Rejection]) -> Mapping[int, str]:
        """The slots of the mended among some rows, by their places."""
        if not self.session.has_fixes(file.table.name):
            return {}
        contents = [self._content(file, row) for row in rows]
        fixes = self.session.fixes(file.table.name, contents)
        return {n: fixes[content].slot for n, content in enumerate(contents) if content in fixes}

    def _content(self, file: FoundFile, row: RawRow | Rejection) -> str:
        if isinstance(row, RawRow):
            sealed = self.private.seal(self.source, file.table, row)
            return SentRow.read(self.source, file, [sealed])[0].record.hash
        return unread(file.table, self.private.seal_unread(self.source, file.table, row)).content
