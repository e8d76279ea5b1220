"""A ledger that writes nothing: what a load would do, seen against the graph as it is."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from kg.graph.batch import Batch, NodeSupport, Support
from kg.graph.connection import Connection
from kg.graph.ledger import Ledger
from kg.ingest.differences import Differences, Thing
from kg.ingest.facts import FactReader, Statement
from kg.ingest.regions import RegionCodes
from kg.ingest.stated import read_stated
from kg.ingest.stated_nodes import StatedNodes
from kg.model import LinkRef, LoadReport, NodeRef, Retirement, SourceRecord


class Rehearsal(Ledger):
    """Stands in for the ledger of a load and gathers what the load would have written."""

    def __init__(
        self, connection: Connection, reader: FactReader, folder: Path | None = None
    ) -> None:
        """What it gathers and has no room for in memory is kept in `folder` until it ends."""
        super().__init__(connection, reader.contract.schema)
        self._reader = reader
        self._codes = RegionCodes(*self.region_codes())
        self._stated = StatedNodes()
        self._retired: dict[str, Retirement | None] = {}
        self.differences = Differences(folder)

    def support(self, nodes: Iterable[NodeRef], links: Iterable[LinkRef]) -> Support:
        """What exists, or would exist by now, and the records behind each."""
        nodes = set(nodes)
        found = super().support(nodes, links)
        stated = self._stated.find(nodes)
        new = {ref: NodeSupport(class_name, ()) for ref, class_name in stated.items()}
        return Support({**new, **found.nodes}, found.links)

    def present(self, nodes: Iterable[NodeRef]) -> frozenset[NodeRef]:
        """Which of these nodes exist, or would exist by now."""
        nodes = set(nodes)
        return super().present(nodes) | self._stated.find(nodes).keys()

    def write(self, batch: Batch) -> None:
        """Takes note of what a batch would change."""
        self._stated.add((node.ref, node.class_name) for node in batch.created)
        before = self._read(self.records(batch.superseded))
        self.differences.take(before, self._read(batch.records))
        self._retired.update({record.id: record.retired for record in batch.retired})
        things: list[Thing] = [*batch.updated, *batch.links] if batch.retired else []
        self.differences.retire(thing for thing in things if thing.retired_on is not None)

    def records(self, ids: Iterable[str]) -> list[SourceRecord]:
        """The records with these ids, as the load would have left them."""
        return [
            replace(record, retired=self._retired[record.id])
            if record.id in self._retired
            else record
            for record in super().records(ids)
        ]

    def begin_load(self, source: str, started: dt.datetime) -> str:  # noqa: ARG002
        """An id for the load that is not made."""
        return f"{source}-0"

    def finish_load(self, load: str, report: LoadReport, finished: dt.datetime) -> None:
        """Nothing is noted."""

    def cut_off_loads(self) -> list[str]:
        """None: what an earlier load left undone stays so."""
        return []

    def close_cut_off_loads(self, loads: Sequence[str]) -> None:
        """Nothing is noted."""

    def waiting(self, after: str, limit: int) -> list[str]:  # noqa: ARG002
        """None: no waiting record is tried again."""
        return []

    def mark_load(self, load: str, state: str) -> None:
        """Nothing is noted."""

    def _read(self, records: Iterable[SourceRecord]) -> list[Statement]:
        return list(read_stated(self._reader, self._codes, records))
