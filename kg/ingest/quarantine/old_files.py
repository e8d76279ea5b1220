"""Takes over the files of JSON lines in which earlier versions kept rejected rows."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path, PurePath
from typing import Any

from kg.errors import StorageError
from kg.ingest.private import SEALED
from kg.ingest.quarantine.entry import Fault, KeptOut, digest
from kg.ingest.quarantine.store import Quarantine
from kg.ingest.read_csv import WHOLE_ROW
from kg.ingest.table import Table
from kg.model import Reason


def take_over(folder: Path, quarantine: Quarantine, tables: Mapping[str, Table]) -> int:
    """Moves the rows of all files into the quarantine, oldest first; returns how many.

    A file goes when its rows are kept, so nothing is lost or doubled if this is cut off. A line
    that is damaged ends nothing: its file stays.
    """
    taken = 0
    for file in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        source = file.stem.rpartition("-")[0]
        try:
            rows = list(_rows(file, tables.values()))
            for _, group in groupby(rows, key=lambda row: row.table):
                quarantine.begin(source).keep(list(group), None)
            file.unlink()
        except (ValueError, KeyError, TypeError):
            continue
        except OSError as error:
            raise StorageError(
                f"cannot take over {file}: {error.strerror}; next step: see that it can be read"
            ) from error
        taken += len(rows)
    return taken


def _rows(file: Path, tables: Iterable[Table]) -> Iterator[KeptOut]:
    with file.open(encoding="utf-8") as stream:
        lines = [json.loads(line) for line in stream]
    for (name, line, cells), group in groupby(
        lines, key=lambda said: (said["file"], int(said["line"]), said["cells"])
    ):
        table = _table(name, cells, tables)
        is_private = table.sealed is not None if table else "sealed" in cells
        faults = tuple(_fault(said, is_private=is_private) for said in group)
        key = "|".join(cells.get(column, "") for column in table.key) if table else ""
        yield KeptOut(
            table.name if table else "",
            key or None,
            name,
            line,
            digest(cells),
            cells,
            faults,
            is_read=WHOLE_ROW not in cells,
        )


def _fault(said: Mapping[str, Any], *, is_private: bool) -> Fault:
    # The code was not kept; it is known when the row is seen again.
    column = said["column"]
    value = SEALED if is_private else said["value"]
    return Fault(column, column, value, Reason.BREAKS_RULE, said["rule"])


def _table(file: str, cells: Mapping[str, str], tables: Iterable[Table]) -> Table | None:
    """The only table whose file bears this name and which has these columns."""
    stem = PurePath(file).stem if "/" not in file else file.rpartition("/")[2]
    found = [
        table
        for table in tables
        if stem in {PurePath(name).stem for name in table.files}
        and cells.keys() - {"sealed", WHOLE_ROW} <= table.columns.keys()
    ]
    return found[0] if len(found) == 1 else None
