"""Small packages on disk, and a dump of the graph to compare what loading them does."""

import csv
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.graph.connection import Connection
from kg.graph.ledger import Ledger, Note, unnoted
from kg.ingest.facts import FactReader
from kg.ingest.files import find_files
from kg.ingest.load import Loader, LoadOutcome, LoadRequest
from kg.ingest.sources import all_tables
from kg.ingest.sources.cordis import cordis_format, exported_cordis_format
from kg.ingest.sources.members import members_format
from kg.ingest.sources.nuts import nuts_format
from kg.ontology.contract import Contract
from kg.ontology.rdf import load_schema
from tests.factories import SEALER

FORMATS = {
    "members": lambda: members_format(load_schema()),
    "nuts": nuts_format,
    "cordis": cordis_format,
    "cordis-export": exported_cordis_format,
}


def write_table(path: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    rows = list(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as stream:
        columns = dict.fromkeys(column for row in rows for column in row)
        writer = csv.DictWriter(stream, list(columns))
        writer.writeheader()
        writer.writerows(rows)


def firm(id_: str, **changes: Any) -> dict[str, Any]:
    return {"id": id_, "kind": "Firm", "name": id_.title(), "region": "UKE3", **changes}


def region(code: str, name: str = "") -> dict[str, Any]:
    level = f"{len(code) - 2}.0"
    return {"country": code[:2], "NUTS": level, "ref_area": code, "label": name or code}


def load(
    connection: Connection,
    format_: str,
    folder: Path,
    source: str = "",
    note: Note = unnoted,
    *,
    retire_at_most: int | None = None,
) -> LoadOutcome:
    schema = load_schema()
    reader = FactReader(Contract(schema), all_tables(schema))
    loader = Loader(Ledger(connection, schema, note), reader, SEALER)
    files = find_files(folder, [FORMATS[format_]()])
    return loader.load(LoadRequest(source or format_, files, retire_at_most=retire_at_most))


def dump(connection: Connection) -> list[str]:
    """The canonical graph as sorted lines: all but records, loads, judgements and counters."""
    nodes = connection.read(
        "MATCH (n) WHERE NOT n:SourceRecord AND NOT n:Load AND NOT n:Graph AND NOT n:Source "
        "AND NOT n:Judgement AND NOT n:Tombstone AND NOT n:Feedback "
        "RETURN labels(n) AS labels, properties(n) AS properties"
    )
    links = connection.read(
        "MATCH (a)-[r]->(b) WHERE NOT a:Load "
        "RETURN a.id AS start, type(r) AS type, b.id AS end, properties(r) AS properties"
    )
    lines = [_line({**row, "labels": sorted(row["labels"])}) for row in nodes]
    return sorted(lines + [_line(dict(row)) for row in links])


def _line(row: dict[str, Any]) -> str:
    # A load's number depends on the order of loads; what a record says does not.
    properties = dict(row["properties"])
    records = [record.partition("@")[0] for record in sorted(properties.pop("records", []))]
    return json.dumps(
        {**row, "properties": properties, "records": records}, default=str, sort_keys=True
    )
