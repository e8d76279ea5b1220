"""Says whether a row, a record or a line is of a person who is to be left out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from kg.errors import StateError
from kg.graph.tombstones import Tombstone
from kg.ingest.forgetting.marks import (
    CONTACT,
    SEALED,
    Known,
    known_by,
    may_state_people,
    of_record,
    of_rejection,
    of_row,
)
from kg.ingest.read_csv import RawRow
from kg.ingest.table import Table
from kg.model import Rejection, SourceRecord


class Marker(Protocol):
    """What makes keyed digests, and opens sealed values."""

    def mark(self, kind: str, text: str) -> str: ...
    def key_mark(self) -> str: ...
    def open(self, sealed: str, node: str) -> dict[str, str]: ...


@dataclass(frozen=True)
class Forgotten:
    """The tombstones that hold; with none nothing is ever left out, and no key is needed."""

    tombstones: tuple[Tombstone, ...]
    marker: Marker

    def is_row(self, source: str, table: Table, row: RawRow) -> bool:
        """Whether a row, its private cells beside it, is of such a person."""
        return self._concerns(table) and self._has_any(of_row(source, table, row))

    def is_rejection(self, source: str, table: Table, rejection: Rejection) -> bool:
        """Whether what is no row may be of such a person."""
        return self._concerns(table) and self._has_any(of_rejection(source, table, rejection))

    def is_record(self, table: Table, record: SourceRecord) -> bool:
        """Whether a record is of such a person."""
        if not self._concerns(table):
            return False
        ids = of_record(table, record)
        known: list[Known] = [(CONTACT, id_) for id_ in ids]
        if ids and SEALED in record.values:
            known += known_by(self._opened(record.values, ids[0]))
        return self._has_any(known)

    def is_contact(self, id_: str) -> bool:
        """Whether the contact with this id is such a person."""
        return bool(self.tombstones) and self._has_any([(CONTACT, id_)])

    def check_key(self) -> None:
        """Raises StateError when our key cannot know these people again."""
        if self.tombstones:
            _ = self._marks

    def _concerns(self, table: Table) -> bool:
        return bool(self.tombstones) and may_state_people(table)

    def _has_any(self, known: Iterable[Known]) -> bool:
        marks = self._marks
        return any(self.marker.mark(kind, text) in marks for kind, text in known)

    def _opened(self, values: Mapping[str, str], contact: str) -> Mapping[str, str]:
        try:
            return self.marker.open(values[SEALED], contact)
        except StateError:
            # Sealed under a key that is gone: nobody can read it, and the id is known.
            return {}

    @cached_property
    def _marks(self) -> frozenset[str]:
        """All digests; StateError when they were made with another key than ours."""
        key = self.marker.key_mark()
        for tombstone in self.tombstones:
            if tombstone.key_mark != key:
                raise StateError(
                    "people were forgotten under another seal.key than the one in this KG_HOME, "
                    "so they would not be known again; next step: put the key of the KG_HOME in "
                    "which they were forgotten there"
                )
        return frozenset(m for t in self.tombstones for m in (t.id, *t.marks))


class NoMarker:
    """For who has no tombstones, and so is never asked."""

    def mark(self, kind: str, text: str) -> str:
        raise NotImplementedError

    def key_mark(self) -> str:
        raise NotImplementedError

    def open(self, sealed: str, node: str) -> dict[str, str]:
        raise NotImplementedError


NOBODY = Forgotten((), NoMarker())
