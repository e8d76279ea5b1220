"""What a user's own script would do: the same nodes, relationships and source records, unchecked.

It reads the same files with csv.DictReader and writes with the same driver by execute_write, one
UNWIND statement a batch. It knows that the graph holds none of it, that every row is right, and
what a row means, so it looks nothing up, and adds what kg merges.
"""

import csv
import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import neo4j
from pydantic_core import to_json

from kg.graph.address import Address

SOURCE, LOAD = "bench", "bench-2"  # the regions were the first load
BATCH = 5_000
RECORDS = "UNWIND $rows AS row CREATE (r:SourceRecord) SET r = row"
NODES = "UNWIND $rows AS row CREATE (n:{}) SET n = row"
LINKS = (
    "UNWIND $rows AS row MATCH (a:{} {{id: row.start}}) MATCH (b:{} {{id: row.end}}) "
    "CREATE (a)-[r:{}]->(b) SET r = row.properties"
)
TYPES: Mapping[str, Callable[[str], Any]] = {
    "latitude": float,
    "longitude": float,
    "employees": int,
    "foundedIn": int,
    "level": int,
    "capacityAmount": float,
    "isCore": "true".__eq__,
    "recordedOn": dt.date.fromisoformat,
    "startsOn": dt.date.fromisoformat,
    "alternativeName": lambda cell: [part.strip() for part in cell.split("|")],
}
LABELS = {"Firm": "Organisation:Firm", "ResearchOrganisation": "Organisation:ResearchOrganisation"}
Row = dict[str, Any]
Item = TypeVar("Item")


class BareLoop:
    """Writes a package into an empty graph that is prepared and has its regions."""

    def __init__(self, address: Address, batch: int = BATCH) -> None:
        auth = (address.user, address.password)
        self._driver = neo4j.GraphDatabase.driver(address.uri, auth=auth)
        self._session = self._driver.session(database=address.database)
        self._batch = batch
        self._sectors: dict[str, list[str]] = defaultdict(list)
        self._in_sector: list[tuple[str, str, str]] = []

    def load(self, folder: Path) -> int:
        """Loads all tables; the number of rows."""
        rows = sum(
            self._table(folder / f"{table}.csv", f"members.{name}", key, write)
            for table, name, key, write in (
                ("organisations", "organisation", ("id",), self._organisations),
                ("competencies", "competency", ("id",), self._competencies),
                ("capabilities", "capability", ("id",), self._capabilities),
                ("relationships", "relationship", ("from", "type", "to"), self._relationships),
            )
        )
        self._driver.close()
        return rows

    def _table(
        self, file: Path, table: str, key: Sequence[str], write: Callable[[Sequence[Row]], None]
    ) -> int:
        count = 0
        with file.open(encoding="utf-8", newline="") as stream:
            for rows in _batches(csv.DictReader(stream), self._batch):
                records = [
                    _record(table, file.name, number, "|".join(row[name] for name in key), row)
                    for number, row in enumerate(rows, count + 2)
                ]
                self._write(RECORDS, records)
                write([{**row, "record": r["id"]} for row, r in zip(rows, records, strict=True)])
                count += len(rows)
        if table == "members.organisation":
            self._write_sectors()
        return count

    def _organisations(self, rows: Sequence[Row]) -> None:
        for kind, label in LABELS.items():
            nodes = [
                _node(row, {"kind", "sector", "region"}) for row in rows if row["kind"] == kind
            ]
            codes = (row["region"] for row in rows if row["kind"] == kind)
            self._write(
                NODES.format(label),
                [{**node, "regionCode": code} for node, code in zip(nodes, codes, strict=True)],
            )
        self._links("Organisation", "LOCATED_IN", "Region", _pairs(rows, "id", "region"))
        for row in rows:
            for sector in row["sector"].split("|"):
                self._sectors[sector].append(row["record"])
                self._in_sector.append((_id(row["id"]), sector, row["record"]))

    def _write_sectors(self) -> None:
        sectors = [{"id": id_, "records": sorted(ids)} for id_, ids in self._sectors.items()]
        for part in _batches(sectors, 100):
            self._write(NODES.format("Sector"), part)
        for pairs in _batches(self._in_sector, self._batch):
            self._links("Organisation", "OPERATES_IN", "Sector", (_link(*pair) for pair in pairs))

    def _competencies(self, rows: Sequence[Row]) -> None:
        self._write(NODES.format("Competency"), [_node(row, set()) for row in rows])

    def _capabilities(self, rows: Sequence[Row]) -> None:
        nodes = [_node(row, {"organisation", "competency"}) for row in rows]
        self._write(NODES.format("Capability"), nodes)
        offers = _pairs(rows, "organisation", "id")
        self._links("Organisation", "OFFERS", "Capability", offers)
        self._links("Capability", "OF", "Competency", _pairs(rows, "id", "competency"))

    def _relationships(self, rows: Sequence[Row]) -> None:
        types: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            properties = {n: TYPES.get(n, str)(row[n]) for n in ("startsOn", "note")}
            link = _link(_id(row["from"]), _id(row["to"]), row["record"])
            types[row["type"]].append(link | {"properties": link["properties"] | properties})
        for type_, links in types.items():
            self._links("Organisation", type_, "Organisation", links)

    def _links(self, start: str, type_: str, end: str, rows: Iterable[Row]) -> None:
        self._write(LINKS.format(start, end, type_), list(rows))

    def _write(self, text: str, rows: Sequence[Row]) -> None:
        self._session.execute_write(lambda tx: tx.run(text, rows=list(rows)).consume())


def _record(table: str, file: str, number: int, key: str, row: Mapping[str, str]) -> Row:
    values = {name: cell for name, cell in row.items() if cell}
    digest = hashlib.sha256(
        json.dumps(values, sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()[:32]
    slot = f"{SOURCE}/{table}/{key}"
    return {
        "id": f"{slot}@{LOAD}",
        "slot": slot,
        "sourceName": SOURCE,
        "tableName": table,
        "key": key,
        "hash": digest,
        "load": LOAD,
        "file": file,
        "row": number,
        "values": to_json(values).decode(),
    }


def _node(row: Row, without: set[str]) -> Row:
    own = without | {"id", "record"}
    typed = {n: TYPES.get(n, str)(cell) for n, cell in row.items() if cell and n not in own}
    return {**typed, "id": _id(row["id"]), "records": [row["record"]]}


def _pairs(rows: Sequence[Row], start: str, end: str) -> Iterator[Row]:
    for row in rows:
        other = row[end] if end == "region" else _id(row[end])
        yield _link(_id(row[start]), other, row["record"])


def _link(start: str, end: str, record: str) -> Row:
    return {"start": start, "end": end, "properties": {"records": [record]}}


def _id(name: str) -> str:
    return f"{SOURCE}:{name}"


def _batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch
