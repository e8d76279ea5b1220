"""A ledger in memory: the methods of `kg.graph.ledger.Ledger`, the same rules, no engine."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.graph.batch import Batch, CurrentRecord, NodeSupport, Support
from kg.model import (
    CanonicalLink,
    CanonicalNode,
    Judgement,
    LinkRef,
    LoadReport,
    NodeRef,
    SourceRecord,
)


class FakeLedger:
    """Holds records by id, slots, and the canonical graph."""

    def __init__(self) -> None:
        self.stored: dict[str, SourceRecord] = {}
        self.slots: dict[str, str] = {}
        self.waits: set[str] = set()
        self.nodes: dict[NodeRef, CanonicalNode] = {}
        self.links: dict[LinkRef, CanonicalLink] = {}
        self.finished: dict[str, LoadReport | None] = {}
        self.cut_off: set[str] = set()
        self.states: dict[str, str] = {}
        self.superseded_in: dict[str, str] = {}
        self.undone: set[str] = set()
        self.batches: list[Batch] = []
        self.judgements: dict[str, Judgement] = {}
        self.source_ranks: dict[str, int] = {}

    def current(self, slots: Sequence[str]) -> dict[str, CurrentRecord]:
        ids = {slot: self.slots[slot] for slot in slots if slot in self.slots}
        found = {slot: self.stored[id_] for slot, id_ in ids.items()}
        return {
            slot: CurrentRecord(record.id, record.hash, record.retired is not None)
            for slot, record in found.items()
        }

    def knows(self, source: str) -> bool:
        return any(load.rpartition("-")[0] == source for load in self.states | self.finished)

    def count_retired(self, load: str) -> int:
        return sum(r.retired is not None and r.retired.load == load for r in self.stored.values())

    def in_force(self, source: str) -> Iterator[list[tuple[str, str]]]:
        for id_ in self.slots.values():
            record = self.stored[id_]
            if record.source == source and record.retired is None:
                yield [(record.table, id_)]

    def records(self, ids: Iterable[str]) -> list[SourceRecord]:
        return [self.stored[id_] for id_ in sorted(set(ids)) if id_ in self.stored]

    def waiting(self, after: str, limit: int) -> list[str]:
        return sorted(id_ for id_ in self.waits if id_ > after)[:limit]

    def support(self, nodes: Iterable[NodeRef], links: Iterable[LinkRef]) -> Support:
        found = {ref: self.nodes[ref] for ref in nodes if ref in self.nodes}
        return Support(
            {ref: NodeSupport(node.class_name, node.records) for ref, node in found.items()},
            {ref: self.links[ref].records for ref in links if ref in self.links},
        )

    def present(self, nodes: Iterable[NodeRef]) -> frozenset[NodeRef]:
        return frozenset(ref for ref in nodes if ref in self.nodes)

    def retired(self, nodes: Iterable[NodeRef]) -> frozenset[NodeRef]:
        return frozenset(ref for ref in nodes if ref in self.nodes and self.nodes[ref].retired_on)

    def links_at(self, nodes: Iterable[NodeRef]) -> dict[LinkRef, tuple[str, ...]]:
        at = set(nodes)
        found = {k: link.records for k, link in self.links.items() if at & {k.start, k.end}}
        return {ref: records for ref, records in found.items() if records}

    def mark_load(self, load: str, state: str) -> None:
        assert load in self.finished
        self.states[load] = state

    def ids(self, label: str, most: int) -> list[str]:
        return sorted(ref.id for ref in self.nodes if ref.label == label)[:most]

    def region_codes(self) -> tuple[frozenset[str], dict[str, str]]:
        successors: dict[str, list[str]] = {}
        for ref in self.links:
            if ref.type == "REPLACED_BY":
                successors.setdefault(ref.start.id, []).append(ref.end.id)
        return (
            frozenset(ref.id for ref in self.nodes if ref.label == "Region"),
            {code: found[0] for code, found in successors.items() if len(found) == 1},
        )

    def judged_same(self) -> set[tuple[str, str]]:
        return {judgement.pair for judgement in self.judgements.values() if judgement.merges}

    def ranks(self) -> dict[str, int]:
        return dict(self.source_ranks)

    def all(self) -> list[Judgement]:
        """As the log of judgements has it."""
        return sorted(self.judgements.values(), key=lambda j: (j.decided_at, j.id))

    def begin_load(self, source: str, started: dt.datetime) -> str:
        assert started.tzinfo is not None
        load = f"{source}-{len(self.finished) + 1}"
        self.finished[load] = None
        return load

    def finish_load(self, load: str, report: LoadReport, finished: dt.datetime) -> None:
        assert finished.tzinfo is not None
        self.finished[load] = report

    def cut_off_loads(self) -> list[str]:
        running = {load for load, report in self.finished.items() if report is None}
        return sorted(running - self.cut_off)

    def close_cut_off_loads(self, loads: Sequence[str]) -> None:
        self.cut_off |= set(loads)

    def prepare(self, batch: Batch) -> Batch:
        return batch

    def carry_out(self, prepared: Batch) -> None:
        self.write(prepared)

    def write(self, batch: Batch) -> None:
        self.batches.append(batch)
        self.judgements |= {j.id: j for j in (*batch.withdrawn, *batch.judged)}
        pairs = [j.pair for j in self.judgements.values() if j.is_in_force]
        assert len(pairs) == len(set(pairs)), "the engine refuses a second judgement on a pair"
        self._write_records(batch)
        for link in batch.deleted_links:
            self.links.pop(link, None)
        for ref in batch.deleted:
            self.nodes.pop(ref, None)
            self.links = {k: v for k, v in self.links.items() if ref not in (k.start, k.end)}
        for node in batch.created:
            self.nodes.setdefault(node.ref, node)
        for node in batch.updated:
            before = self.nodes[node.ref]
            # As in the engine, an update changes the properties; the class changes on its own.
            self.nodes[node.ref] = replace(node, class_name=before.class_name)
        for ref, records in batch.mentioned.items():
            known = self.nodes[ref]
            self.nodes[ref] = replace(known, records=tuple(sorted({*known.records, *records})))
        for change in batch.relabelled:
            assert self.nodes[change.ref].class_name == change.before
            self.nodes[change.ref] = replace(self.nodes[change.ref], class_name=change.after)
        for merged in batch.links:
            if merged.ref.start in self.nodes and merged.ref.end in self.nodes:
                self.links[merged.ref] = merged

    def _write_records(self, batch: Batch) -> None:
        for id_ in batch.superseded:
            self.slots.pop(self.stored[id_].slot)
            self.waits.discard(id_)
            self.superseded_in[id_] = batch.load
        for id_ in batch.undone:
            self.slots.pop(self.stored[id_].slot)
            self.waits.discard(id_)
            self.undone.add(id_)
        for record in batch.reinstated:
            assert record.slot not in self.slots, f"the engine refuses a second {record.slot}"
            self.slots[record.slot] = record.id
            del self.superseded_in[record.id]
        for record in batch.retired:
            self.stored[record.id] = record
        for id_ in batch.returned:
            self.stored[id_] = replace(self.stored[id_], retired=None)
        for record in batch.records:
            assert record.id not in self.stored, f"the engine refuses a second {record.id}"
            assert record.slot not in self.slots, f"the engine refuses a second {record.slot}"
            self.stored[record.id] = record
            self.slots[record.slot] = record.id
        for id_, is_waiting in batch.waiting.items():
            (self.waits.add if is_waiting else self.waits.discard)(id_)

    def graph(self) -> tuple[dict[NodeRef, object], dict[LinkRef, object]]:
        """Nodes and relationships without the records and loads behind them, to be compared."""
        return (
            {
                ref: _dated((node.class_name, dict(node.properties)), node.retired_on)
                for ref, node in self.nodes.items()
            },
            {ref: _dated(dict(k.properties), k.retired_on) for ref, k in self.links.items()},
        )


def _dated(thing: object, retired_on: dt.date | None) -> object:
    return thing if retired_on is None else (thing, retired_on)
