"""The ledger: source records, loads, and the canonical graph that is computed from records."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

import neo4j
from pydantic_core import to_json

from kg.graph.batch import (
    Batch,
    CurrentRecord,
    KeptRecord,
    NodeSupport,
    Relabelling,
    Support,
    Touched,
)
from kg.graph.connection import Connection, Result, Row
from kg.graph.judgement_log import judgement_row
from kg.graph.parts import parts
from kg.graph.statements import statement, with_names
from kg.graph.stored_values import RECORDS, RETIRED_ON, stored_record
from kg.model import (
    CanonicalLink,
    CanonicalNode,
    LinkRef,
    LoadReport,
    NodeRef,
    Scalar,
    SourceRecord,
    Value,
)
from kg.ontology.schema import Schema

# What the derived competency links rest on.
LINKED = frozenset({"Capability", "Competency", "Project"})
NOTHING = Touched()
PAGE = 1_000
# Hears of each revision that was written, with the nodes that it touched.
Note = Callable[[int, Touched], None]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A batch as the messages that write it: statements with their parameters, in order."""

    messages: list[tuple[str, dict[str, Any]]]
    relabelling: list[tuple[str, list[str]]]
    touched: Touched
    relabelled: Touched


def unnoted(_revision: int, _touched: Touched) -> None:
    """For who keeps no notes."""


class Ledger:
    """Reads and writes what loads are made of; every write is one transaction and one revision."""

    def __init__(self, connection: Connection, schema: Schema, note: Note = unnoted) -> None:
        self._connection = connection
        self._schema = schema
        self._note = note

    def current(self, slots: Sequence[str]) -> dict[str, CurrentRecord]:
        """The record of each slot that has one."""
        rows = self._found(statement("current_hashes"), "slots", slots)
        return {
            row["slot"]: CurrentRecord(row["id"], row["hash"], row["isRetired"]) for row in rows
        }

    def records(self, ids: Iterable[str]) -> list[SourceRecord]:
        """The records with these ids, in the order of their ids."""
        rows = self._found(statement("records_by_id"), "ids", sorted(set(ids)))
        return sorted((stored_record(row) for row in rows), key=lambda record: record.id)

    def knows(self, source: str) -> bool:
        """Whether a source was ever loaded."""
        return bool(self._connection.read(statement("loads_of_source"), source=source))

    def in_force(self, source: str) -> Iterator[list[tuple[str, str]]]:
        """Table and id of each record of a source that is not retired, in pages."""
        for load in self._connection.read(statement("loads_of_source"), source=source):
            rows = self._connection.stream(statement("records_in_force"), load=load["id"])
            pairs = ((row["table"], row["id"]) for row in rows)
            while page := list(islice(pairs, PAGE)):
                yield page

    def count_retired(self, load: str) -> int:
        """How many records a load has retired."""
        return sum(1 for _ in self._connection.stream(statement("retired_ids"), load=load))

    def waiting(self, after: str, limit: int) -> list[str]:
        """Ids, after `after`, of records that refer to something not loaded yet."""
        rows = self._connection.read(statement("waiting_records"), after=after, limit=limit)
        return [row["id"] for row in rows]

    def support(self, nodes: Iterable[NodeRef], links: Iterable[LinkRef]) -> Support:
        """Which of these exist, and the records behind each."""
        found_nodes = {
            NodeRef(label, row["id"]): NodeSupport(
                self._schema.class_of(row["labels"]) or label, tuple(row["records"] or ())
            )
            for label, refs in _grouped(nodes, lambda ref: ref.label)
            for row in self._found(
                with_names("node_support", root=label), "ids", [ref.id for ref in refs]
            )
        }
        found_links = {
            LinkRef(type_, NodeRef(start, row["start"]), NodeRef(end, row["end"])): tuple(
                row["records"] or ()
            )
            for (type_, start, end), refs in _grouped(links, _link_names)
            for row in self._found(
                with_names("link_support", type=type_, start=start, end=end),
                "pairs",
                [[ref.start.id, ref.end.id] for ref in refs],
            )
        }
        return Support(found_nodes, found_links)

    def present(self, nodes: Iterable[NodeRef]) -> frozenset[NodeRef]:
        """Which of these nodes exist."""
        return self._those("present_nodes", nodes)

    def retired(self, nodes: Iterable[NodeRef]) -> frozenset[NodeRef]:
        """Which of these nodes are retired."""
        return self._those("retired_nodes", nodes)

    def _those(self, name: str, nodes: Iterable[NodeRef]) -> frozenset[NodeRef]:
        """Those of the nodes that a statement names."""
        return frozenset(
            NodeRef(label, id_)
            for label, refs in _grouped(nodes, lambda ref: ref.label)
            for part in parts([ref.id for ref in refs])
            for row in self._connection.read(with_names(name, root=label), ids=part)
            for id_ in row["ids"]
        )

    def _found(self, text: str, name: str, keys: Sequence[Any]) -> Iterator[Row]:
        """The rows that a statement finds for keys, which may be more than one message takes."""
        for part in parts(keys):
            yield from self._connection.read(text, **{name: part, "limit": len(part)})

    def ids(self, label: str, most: int) -> list[str]:
        """Ids of nodes of a root class; no more than `most` of them."""
        text = with_names("some_node_ids", root=label)
        return [row["id"] for row in self._connection.read(text, limit=most)]

    def links_at(self, nodes: Iterable[NodeRef]) -> dict[LinkRef, tuple[str, ...]]:
        """The relationships that begin or end at these nodes, with the records behind each."""
        found: dict[LinkRef, tuple[str, ...]] = {}
        for root, refs in _grouped(nodes, lambda ref: ref.label):
            for name in ("links_from", "links_into"):
                text = with_names(name, root=root)
                for part in parts([ref.id for ref in refs]):
                    for row in self._connection.stream(text, ids=part):
                        class_name = self._schema.class_of(row["labels"])
                        records = row["properties"].get("records")
                        if class_name and records:
                            other = self._schema.root(class_name)
                            labels = (root, other) if name == "links_from" else (other, root)
                            found[_link(row, *labels)] = tuple(records)
        return found

    def region_codes(self) -> tuple[frozenset[str], dict[str, str]]:
        """The codes of all regions, and the earlier codes that one region took over."""
        current = self._connection.read(statement("region_codes"))
        former = self._connection.read(statement("former_region_codes"))
        return (
            frozenset(row["code"] for row in current),
            {row["code"]: row["region"] for row in former},
        )

    def judged_same(self) -> set[tuple[str, str]]:
        """The pairs of ids that were judged to be one organisation."""
        rows = self._connection.stream(statement("judged_same"))
        return {(row["left"], row["right"]) for row in rows}

    def ranks(self) -> dict[str, int]:
        """The rank of each source that has one."""
        rows = self._connection.read(statement("source_ranks"))
        return {row["source"]: row["rank"] for row in rows if row["rank"] is not None}

    def begin_load(self, source: str, started: dt.datetime) -> str:
        """Notes that a load has begun and gives it an id: `cordis-3`."""

        def work(tx: neo4j.ManagedTransaction) -> str:
            number = tx.run(statement("next_load")).single(strict=True)["number"]
            load = f"{source}-{number}"
            tx.run(statement("begin_load"), source=source, load=load, startedAt=started).consume()
            return load

        return self._commit(work)

    def finish_load(self, load: str, report: LoadReport, finished: dt.datetime) -> None:
        """Closes a load with its counts."""

        def work(tx: neo4j.ManagedTransaction) -> None:
            tx.run(
                statement("finish_load"),
                load=load,
                finishedAt=finished,
                read=report.read,
                written=report.written,
                unchanged=report.unchanged,
                rejected=report.rejected,
                # Only a load that retired something says so.
                retired=report.retired or None,
            ).consume()

        self._commit(work)

    def cut_off_loads(self) -> list[str]:
        """Loads that began and never ended: only one load runs at a time, so they were cut off."""
        return [row["id"] for row in self._connection.read(statement("cut_off_loads"))]

    def close_cut_off_loads(self, loads: Sequence[str]) -> None:
        """Notes that what these loads left undone is done."""

        def work(tx: neo4j.ManagedTransaction) -> None:
            tx.run(statement("close_cut_off_loads"), ids=list(loads)).consume()

        self._commit(work)

    def mark_load(self, load: str, state: str) -> None:
        """Notes how far a load has come."""

        def work(tx: neo4j.ManagedTransaction) -> None:
            tx.run(statement("mark_load"), load=load, state=state).consume()

        self._commit(work)

    def set_source(self, source: str, settings: Mapping[str, Scalar | None]) -> None:
        """Changes settings of a source, which is added if there is none; None takes one away."""

        def work(tx: neo4j.ManagedTransaction) -> None:
            tx.run(statement("set_source"), source=source, settings=dict(settings)).consume()

        self._commit(work)

    def write(self, batch: Batch) -> None:
        """Writes a batch: all of it or nothing, but for changes of class, which come first."""
        self.carry_out(self.prepare(batch))

    def prepare(self, batch: Batch) -> Prepared:
        """A batch as messages; asks nothing of the engine.

        Raises InputError for a row that no message takes.
        """
        return Prepared(
            [
                (text, {name: part, "load": batch.load})
                for text, name, rows in self._changes(batch)
                for part in parts(rows)
            ],
            list(self._relabelling(batch.relabelled)),
            batch.touched(),
            Touched(frozenset(change.ref for change in batch.relabelled)),
        )

    def carry_out(self, prepared: Prepared) -> None:
        """Writes what was prepared, as `write` does."""
        # The embedded engine changes the labels of a node once a transaction, so this comes
        # first: were it cut off here, the same rows would still count as changed.
        for text, ids in prepared.relabelling:
            self._commit(partial(_relabel, text, ids), prepared.relabelled)

        def work(tx: neo4j.ManagedTransaction) -> None:
            for text, parameters in prepared.messages:
                tx.run(text, parameters).consume()
            if not LINKED.isdisjoint(ref.label for ref in prepared.touched.all()):
                tx.run(statement("unsettle_derived_links")).consume()

        self._commit(work, prepared.touched)

    def _commit(
        self, work: Callable[[neo4j.ManagedTransaction], Result], touched: Touched = NOTHING
    ) -> Result:
        """Does `work` as one transaction that makes one revision, and has it noted."""

        def whole(tx: neo4j.ManagedTransaction) -> tuple[Result, int]:
            done = work(tx)
            return done, tx.run(statement("next_revision")).single(strict=True)["revision"]

        done, revision = self._connection.write(whole)
        self._note(revision, touched)
        return done

    def _changes(self, batch: Batch) -> Iterator[tuple[str, str, list[Any]]]:
        """The statements of a batch in order, each with its parameter's name and rows."""
        # A judgement that is taken back gives its pair to the one that follows.
        yield statement("withdraw_judgements"), "rows", list(map(judgement_row, batch.withdrawn))
        yield statement("create_judgements"), "rows", list(map(judgement_row, batch.judged))
        yield statement("supersede_records"), "ids", list(batch.superseded)
        yield statement("undo_records"), "ids", list(batch.undone)
        yield statement("erase_records"), "ids", list(batch.erased)
        slots = [{"id": record.id, "slot": record.slot} for record in batch.reinstated]
        yield statement("reinstate_records"), "rows", slots
        yield statement("retire_records"), "rows", [_retired_row(r) for r in batch.retired]
        yield statement("return_records"), "ids", list(batch.returned)
        yield statement("create_records"), "rows", [_record_row(r, batch) for r in batch.records]
        yield statement("create_records"), "rows", [_history_row(k, batch) for k in batch.history]
        new = {record.id for record in batch.records}
        yield (
            statement("mark_waiting"),
            "rows",
            [{"id": i, "isWaiting": w or None} for i, w in batch.waiting.items() if i not in new],
        )
        for (type_, start, end), refs in _grouped(batch.deleted_links, _link_names):
            text = with_names("delete_links", type=type_, start=start, end=end)
            yield text, "pairs", [[ref.start.id, ref.end.id] for ref in refs]
        for root, refs in _grouped(batch.deleted, lambda ref: ref.label):
            yield with_names("delete_nodes", root=root), "ids", [ref.id for ref in refs]
        for class_name, nodes in _grouped(batch.created, lambda node: node.class_name):
            labels = self._schema.labels(class_name)
            text = with_names("create_nodes", labels=labels)
            yield text, "rows", [_node_row(node) for node in nodes]
        for root, nodes in _grouped(batch.updated, lambda node: node.ref.label):
            yield with_names("update_nodes", root=root), "rows", [_node_row(n) for n in nodes]
        mentioned = batch.mentioned.items()
        for root, found in _grouped(mentioned, lambda item: item[0].label):
            rows = [{"id": ref.id, "records": list(records)} for ref, records in found]
            yield with_names("add_records", root=root), "rows", rows
        for name, group in (
            ("create_links", [link for link in batch.links if link.ref in batch.new_links]),
            ("merge_links", [link for link in batch.links if link.ref not in batch.new_links]),
        ):
            for (type_, start, end), links in _grouped(group, lambda k: _link_names(k.ref)):
                text = with_names(name, type=type_, start=start, end=end)
                yield text, "rows", [_link_row(link) for link in links]
        yield statement("refresh_derived_capabilities"), "projects", list(batch.projects())

    def _relabelling(self, changes: Sequence[Relabelling]) -> Iterator[tuple[str, list[str]]]:
        for (root, before, after), group in _grouped(
            changes, lambda c: (c.ref.label, c.before, c.after)
        ):
            ids = [change.ref.id for change in group]
            if before != root:
                yield with_names("remove_label", root=root, label=before), ids
            if after != root:
                yield with_names("add_label", root=root, label=after), ids


def _relabel(text: str, ids: list[str], tx: neo4j.ManagedTransaction) -> None:
    tx.run(text, ids=ids).consume()


def _link_names(ref: LinkRef) -> tuple[str, str, str]:
    return ref.type, ref.start.label, ref.end.label


def _link(row: Row, start: str, end: str) -> LinkRef:
    return LinkRef(row["type"], NodeRef(start, row["start"]), NodeRef(end, row["end"]))


def _grouped(items: Iterable[Any], key: Any) -> list[tuple[Any, list[Any]]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return sorted(groups.items())


def _record_row(record: SourceRecord, batch: Batch) -> dict[str, Any]:
    return {
        "id": record.id,
        "slot": record.slot,
        "sourceName": record.source,
        "tableName": record.table,
        "key": record.key,
        "hash": record.hash,
        "load": record.load,
        "file": record.file,
        "row": record.row,
        "values": to_json(record.values).decode(),
        "isWaiting": batch.waiting.get(record.id) or None,
        **_retirement(record),
    }


def _retirement(record: SourceRecord) -> dict[str, Any]:
    retired = record.retired
    return {"retiredIn": retired.load, "retiredOn": retired.on} if retired else {}


def _retired_row(record: SourceRecord) -> dict[str, Any]:
    return {"id": record.id, **_retirement(record)}


def _history_row(kept: KeptRecord, batch: Batch) -> dict[str, Any]:
    return {
        **_record_row(kept.record, batch),
        "slot": None,
        "supersededIn": kept.superseded_in,
        "isUndone": kept.is_undone or None,
    }


def _node_row(node: CanonicalNode) -> dict[str, Any]:
    return {**_plain(node.properties), "id": node.ref.id, **_bookkeeping(node)}


def _link_row(link: CanonicalLink) -> dict[str, Any]:
    properties = {**_plain(link.properties), **_bookkeeping(link)}
    return {"start": link.ref.start.id, "end": link.ref.end.id, "properties": properties}


def _bookkeeping(thing: CanonicalNode | CanonicalLink) -> dict[str, Any]:
    since = {} if thing.retired_on is None else {RETIRED_ON: thing.retired_on}
    return {RECORDS: list(thing.records), **since}


def _plain(properties: Any) -> Mapping[str, Value | list[Any]]:
    lists = {name: list(value) for name, value in properties.items() if type(value) is tuple}
    return {**properties, **lists} if lists else properties
