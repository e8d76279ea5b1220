"""Small source folders on disk, and loads of them into a fake ledger."""

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kg.ingest.facts import FactReader
from kg.ingest.files import find_files
from kg.ingest.load import Loader, LoadOutcome, LoadRequest, Progress
from kg.ingest.quarantine.store import Quarantine
from kg.ingest.read_csv import RawRow, read_header, read_rows
from kg.ingest.sources import all_tables
from kg.ingest.sources.cordis import cordis_formats
from kg.ingest.sources.members import members_format
from kg.ingest.sources.nuts import nuts_format
from kg.ingest.table import SourceFormat
from kg.ingest.thresholds import NO_THRESHOLDS, Thresholds
from kg.model import Rejection
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema
from tests.factories import SEALER
from tests.unit.ingest.fake_ledger import FakeLedger

SCHEMA = load_schema()
MEMBERS = members_format(SCHEMA)
READER = FactReader(Contract(SCHEMA), all_tables(SCHEMA))
FORMATS: Mapping[str, Callable[[Path], Sequence[SourceFormat]]] = {
    "members": lambda _path: (MEMBERS,),
    "nuts": lambda _path: (nuts_format(),),
    "cordis": cordis_formats,
}
Rows = Sequence[Mapping[str, str]]


def write_csv(path: Path, rows: Rows, delimiter: str = ",") -> Path:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def read_members(
    folder: Path, content: str | bytes, encoding: str = "utf-8"
) -> list[RawRow | Rejection]:
    """The rows of a file of organisations with this content."""
    path = folder / "f.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    header = read_header(path, MEMBERS.tables[0], encoding)
    return list(read_rows(path, header, encoding))


def member(id_: str, name: str = "Acme", kind: str = "Firm", **more: str) -> dict[str, str]:
    return {"id": id_, "kind": kind, "name": name, **more}


def offer(id_: str, organisation: str, text: str = "milling", **more: str) -> dict[str, str]:
    return {
        "id": id_, "organisation": organisation, "text": text, "status": "claimed", **more,
    }  # fmt: skip


def area(code: str, name: str) -> dict[str, str]:
    return {"code": code, "level": str(len(code) - 2), "name": name, "country": code[:2]}


def load(
    ledger: FakeLedger,
    folder: Path,
    tables: Mapping[str, Rows],
    source: str = "members",
    name: str = "",
    *,
    retire_at_most: int | None = None,
) -> LoadOutcome:
    """Writes tables into a fresh folder and loads it as the source; its name may be another."""
    for file in folder.glob("*.csv"):
        file.unlink()
    for table, rows in tables.items():
        write_csv(folder / f"{table}.csv", rows)
    return load_folder(ledger, folder, source, name=name, retire_at_most=retire_at_most)


def load_folder(
    ledger: FakeLedger,
    folder: Path,
    source: str = "members",
    progress: Progress = lambda _batch: None,
    name: str = "",
    *,
    resume: bool = False,
    quarantine: Quarantine | None = None,
    thresholds: Thresholds = NO_THRESHOLDS,
    retire_at_most: int | None = None,
) -> LoadOutcome:
    files = find_files(folder, FORMATS.get(source, FORMATS["members"])(folder))
    request = LoadRequest(
        name or source, files, resume=resume, thresholds=thresholds, retire_at_most=retire_at_most
    )
    return Loader(ledger, READER, SEALER, quarantine).load(request, progress)


def load_members(ledger: FakeLedger, folder: Path, *rows: Mapping[str, str]) -> LoadOutcome:
    return load(ledger, folder, {"organisations": rows})


def load_regions(ledger: FakeLedger, folder: Path, *rows: Mapping[str, str]) -> LoadOutcome:
    return load(ledger, folder, {"nuts2021_labels": rows}, "nuts")
