"""Decides what a snapshot retires: records of the source whose rows have not come.

The keys that came are kept as digests of eight bytes, sorted: a million of them are 8 MB. By
chance two of a million keys have one digest once in some ten million loads; then a record that
is gone stays in force.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from kg.errors import SnapshotRefusedError
from kg.ingest.files import FoundFile
from kg.ingest.limits import LONGEST_SHOWN
from kg.ingest.no_table import check_is_table, unread_rows
from kg.ingest.quarantine.entry import has_broken_key
from kg.ingest.read_csv import RawRow
from kg.ingest.records import key_of
from kg.ingest.table import Table
from kg.model import Rejection

# How much of a source may go at once: members leave one by one, files are cut off by accident.
AT_MOST_PERCENT = 20
ALL_PERCENT = 100
# So few rows of a table are no sign of an accident, whatever share they are.
FEW = 10


# For rows that were mended in quarantine the slots that they have since, by their places.
Mended: TypeAlias = Callable[[FoundFile, Sequence[RawRow | Rejection]], Mapping[int, str]]


def none_mended(_file: FoundFile, _rows: Sequence[RawRow | Rejection]) -> Mapping[int, str]:
    """For who has no quarantine."""
    return {}


@dataclass
class Came:
    """The keys that the files of a snapshot hold.

    `unclear` counts by table the rows whose key nobody can say: each may be any row.
    """

    source: str
    mended: Mended = none_mended
    unclear: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    _digests: dict[str, "array[int]"] = field(default_factory=dict)
    _sorted: dict[str, NDArray[np.uint64]] = field(default_factory=dict)

    @property
    def tables(self) -> Collection[str]:
        """The tables of which there were files, be they empty."""
        return self._digests.keys()

    def begin(self, table: Table) -> None:
        """Notes that there is a file of a table, be it empty."""
        self._digests.setdefault(table.name, array("Q"))

    def take(self, file: FoundFile, rows: Sequence[RawRow | Rejection]) -> None:
        """Notes the keys of rows; one that is rejected has come all the same."""
        table = file.table
        self.begin(table)
        digests, mended = self._digests[table.name], self.mended(file, rows)
        lost: list[tuple[int, str]] = []
        for place, row in enumerate(rows):
            key = _key(table, row)
            slot = mended.get(place) or (key and f"{self.source}/{table.name}/{key}")
            if slot:
                digests.append(_digest(slot))
            else:
                self.unclear[table.name] += 1
                lost += _no_row(row)
        check_is_table(file, rows, lost)

    def has(self, table: str, slots: Sequence[str]) -> list[bool]:
        """Which of these slots of a table have come."""
        asked = np.array([_digest(slot) for slot in slots], dtype=np.uint64)
        came = self._in_order(table)
        places = np.searchsorted(came, asked)
        found = places < len(came)
        found[found] = came[places[found]] == asked[found]
        return [bool(one) for one in found]

    def _in_order(self, table: str) -> NDArray[np.uint64]:
        if table not in self._sorted:
            self._sorted[table] = np.sort(np.frombuffer(self._digests[table], dtype=np.uint64))
        return self._sorted[table]


@dataclass
class TableFate:
    """How many records of a table are in force, and the ids of those that go."""

    in_force: int = 0
    gone: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Retiring:
    """What a snapshot retires, by table, and what is to be said of it."""

    fates: Mapping[str, TableFate]
    notes: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many records it retires."""
        return sum(len(fate.gone) for fate in self.fates.values())

    def ids(self) -> Iterator[str]:
        """The ids of these."""
        return (id_ for fate in self.fates.values() for id_ in fate.gone)


NOTHING_RETIRED = Retiring({})


def gather(came: Came, in_force: Iterable[Sequence[tuple[str, str]]]) -> Retiring:
    """What of the records in force, which come in pages of tables and ids, has not come."""
    fates: dict[str, TableFate] = defaultdict(TableFate)
    for page in in_force:
        by_table: dict[str, list[str]] = defaultdict(list)
        for table, id_ in page:
            by_table[table].append(id_)
        for table, ids in by_table.items():
            fates[table].in_force += len(ids)
            if table in came.tables and not came.unclear.get(table):
                slots = [id_.rpartition("@")[0] for id_ in ids]
                pairs = zip(ids, came.has(table, slots), strict=True)
                fates[table].gone += [id_ for id_, is_there in pairs if not is_there]
    return Retiring(fates, tuple(_notes(came, fates)))


def check(retiring: Retiring, at_most: int) -> None:
    """Raises SnapshotRefusedError when more goes than `at_most` percent, of all or of a table."""
    if at_most >= ALL_PERCENT:
        return
    concerned = {name: fate for name, fate in retiring.fates.items() if fate.gone}
    every = sum(fate.in_force for fate in retiring.fates.values())
    for name, fate in sorted(concerned.items()):
        is_emptied = len(fate.gone) == fate.in_force
        if is_emptied or (len(fate.gone) > FEW and _is_more(fate.gone, fate.in_force, at_most)):
            raise _refusal(f"of {name}", len(fate.gone), fate.in_force, at_most)
    gone = list(retiring.ids())
    if len(gone) > FEW and _is_more(gone, every, at_most):
        raise _refusal("of the source", len(gone), every, at_most)


def _is_more(gone: Sequence[str], in_force: int, at_most: int) -> bool:
    return len(gone) * 100 > at_most * in_force


def _refusal(what: str, gone: int, in_force: int, at_most: int) -> SnapshotRefusedError:
    return SnapshotRefusedError(
        f"this snapshot would retire {gone:,} of the {in_force:,} records {what}, more than "
        f"{at_most} % or all of a table, and nothing was written; next step: check that the files "
        "are whole; if all of these are really gone, --retire-at-most 100"
    )


def _key(table: Table, row: RawRow | Rejection) -> str | None:
    """The key of a row, None where it cannot be said."""
    if isinstance(row, RawRow):
        return key_of(table, row.values)
    cells = row.cells
    # What is kept of a row that cannot be taken may be cut.
    is_whole = all(0 < len(cells.get(column, "")) < LONGEST_SHOWN for column in table.key)
    return key_of(table, cells) if is_whole and not has_broken_key(table, row) else None


def _no_row(row: RawRow | Rejection) -> list[tuple[int, str]]:
    return [(row.line, "has no key")] if isinstance(row, RawRow) else unread_rows([row])


def _notes(came: Came, fates: Mapping[str, TableFate]) -> Iterator[str]:
    absent = sorted(name for name in fates if name not in came.tables)
    if absent:
        yield (
            f"the snapshot has no file of {', '.join(absent)}, so nothing of that is retired; "
            "a file with the header alone says that there is none"
        )
    for name, count in sorted(came.unclear.items()):
        rows = "a row has" if count == 1 else f"{count:,} rows have"
        yield f"{rows} no key that can be read, so nothing of {name} is retired"


def _digest(slot: str) -> int:
    raw = blake2b(slot.encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(raw.digest(), "little")
