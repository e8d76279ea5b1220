"""From raw rows to source records."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.graph.batch import CurrentRecord
from kg.ingest.clean import clean_text, read_day
from kg.ingest.files import FoundFile
from kg.ingest.limits import LONGEST_KEY, LONGEST_SHOWN
from kg.ingest.quarantine.entry import KeptOut, digest, faults_of
from kg.ingest.read_csv import RawRow
from kg.ingest.table import Table
from kg.model import Reason, Rejection, Retirement, SourceRecord


@dataclass(frozen=True, slots=True)
class SentRow:
    """A row as a record without a load yet; `broken_keys` says what is wrong with its key."""

    record: SourceRecord
    key_column: str
    broken_keys: tuple[Rejection, ...]
    private: Mapping[str, str] | None = None

    def is_same(self, current: CurrentRecord | None) -> bool:
        """Whether the record that holds the slot now says the same, and is in force as the row."""
        is_retired = self.record.retired is not None
        return current is not None and (current.hash, current.is_retired) == (
            self.record.hash,
            is_retired,
        )

    @classmethod
    def read(
        cls, source: str, file: FoundFile, rows: Sequence[RawRow], load: str = ""
    ) -> list["SentRow"]:
        """The rows of a file as records of a source, and of a load that has begun."""
        return [_sent(source, file, row, load) for row in rows]


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that is kept out, with every rule that it breaks."""

    record: SourceRecord
    rejections: tuple[Rejection, ...]
    has_key: bool = True

    @property
    def kept(self) -> KeptOut:
        """The row as the quarantine keeps it."""
        record = self.record
        return KeptOut(
            record.table,
            record.key if self.has_key else None,
            record.file,
            record.row,
            record.hash,
            record.values,
            tuple(fault for rejection in self.rejections for fault in faults_of(rejection)),
        )


def named(row: RefusedRow, names: Mapping[str, str]) -> RefusedRow:
    """The row with the file's names of our columns, and with its cells in every rejection."""
    rejections = (
        replace(r, column=names.get(r.column, r.column), cells=row.record.values)
        for r in row.rejections
    )
    return replace(row, rejections=tuple(rejections))


def key_of(table: Table, values: Mapping[str, str]) -> str | None:
    """The key of a row, None where it is broken."""
    cells = [clean_text(values.get(column, "")) for column in table.key]
    key = joined_key(table, values)
    is_there = table.is_key_partial or all(c and c not in table.unknown for c in cells)
    return key if is_there and len(key) <= LONGEST_KEY else None


def joined_key(table: Table, values: Mapping[str, str]) -> str:
    """The cells of the key as one text."""
    return "|".join(clean_text(values.get(column, "")) for column in table.key)


def _sent(source: str, file: FoundFile, row: RawRow, load: str) -> SentRow:
    table, name = file.table, file.name
    record = SourceRecord(
        source=source,
        table=table.name,
        key=joined_key(table, row.values),
        load=load,
        file=name,
        row=row.line,
        hash=digest(row.values),
        values=row.values,
        retired=_retirement(table, row.values),
    )
    broken = (*_empty_keys(table, record), *_long_key(table, record))
    return SentRow(record, table.key[-1], broken, row.private)


def _retirement(table: Table, values: Mapping[str, str]) -> Retirement | None:
    """That a row itself says that it is of the past; its load is not known yet."""
    day = read_day(values.get(table.retired_column, "")) if table.retired_column else None
    return Retirement("", day) if day else None


def _long_key(table: Table, record: SourceRecord) -> Iterable[Rejection]:
    if len(record.key) > LONGEST_KEY:
        rule = f"must have at most {LONGEST_KEY:,} characters"
        shown = record.key[:LONGEST_SHOWN]
        yield of_key(record, table.key[-1], shown, rule, Reason.TOO_LONG)


def _empty_keys(table: Table, record: SourceRecord) -> Iterable[Rejection]:
    if table.is_key_partial:
        return
    for column in table.key:
        value = clean_text(record.values.get(column, ""))
        if not value or value in table.unknown:
            yield of_key(record, column, value, "must not be empty", Reason.MISSING_VALUE)


def of_key(record: SourceRecord, column: str, value: str, rule: str, reason: Reason) -> Rejection:
    """The rejection of a row for its key."""
    file, line = record.file, record.row
    return Rejection(file, line, column, value, rule, reason=reason, cell=column)
