"""Lets a load prepare its next chunk while the engine writes the one before.

Most of a load's own work needs no engine, and most of the engine's no load, so they go on at the
same time, one chunk apart. What is read meanwhile must be what it will be after the write: where
the batch on its way changes what is asked for, the answer waits for it.
"""

import gc
import sys
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

from kg.graph.batch import Batch, CurrentRecord, Support
from kg.graph.ledger import Ledger
from kg.model import LinkRef, NodeRef, SourceRecord

# How long the thread that prepares may keep the one that writes from sending its next statement.
# Python's own 5 ms, several times a chunk, would take away most of what is gained.
SWITCH_SECONDS = 0.0005
# What a chunk is made of refers to nothing that refers back to it, so it goes when the chunk goes,
# and to look for cycles among it after each 700 new objects, as Python does, is a quarter of the
# work. Of so many new ones it looks.
OBJECTS_BEFORE_COLLECTION = 200_000

# How many nodes a load remembers to be there; some ten megabytes.
MOST_REMEMBERED = 100_000


@contextmanager
def written_behind(ledger: Ledger) -> Iterator["WriteBehind"]:
    """The ledger, whose writes return before they are done; all are when the block ends.

    A write that fails raises with the next that is asked of the ledger, and nothing is written
    after it.
    """
    usual, (first, *others) = sys.getswitchinterval(), gc.get_threshold()
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.set_threshold(max(first, OBJECTS_BEFORE_COLLECTION), *others)
    try:
        with ThreadPoolExecutor(1, "ledger") as thread:
            behind = WriteBehind(ledger, thread)
            yield behind
            behind.wait()
    finally:
        sys.setswitchinterval(usual)
        gc.set_threshold(first, *others)


class WriteBehind:
    """A ledger with at most one batch on its way; whatever is not told here waits for it."""

    def __init__(self, ledger: Ledger, thread: ThreadPoolExecutor) -> None:
        self._ledger = ledger
        self._thread = thread
        self._batch = Batch("")
        self._written: Future[None] | None = None
        self._present: set[NodeRef] = set()

    def __getattr__(self, name: str) -> Any:
        self.wait()
        return getattr(self._ledger, name)

    def wait(self) -> None:
        """Returns when all is written; raises what the write raised."""
        # Done or not: what failed must not be followed by more.
        if self._written is not None:
            self._written.result()
            self._batch, self._written = Batch(""), None

    def write(self, batch: Batch) -> None:
        """Begins to write a batch when the one before is written."""
        prepared = self._ledger.prepare(batch)
        self.wait()
        self._batch = batch
        self._present -= frozenset(batch.deleted)
        self._remember([node.ref for node in batch.created])
        self._written = self._thread.submit(self._ledger.carry_out, prepared)

    def current(self, slots: Sequence[str]) -> dict[str, CurrentRecord]:
        """The record of each slot that has one."""
        batch = self._batch
        changed = {r.slot for r in (*batch.records, *batch.reinstated, *batch.retired)}
        changed |= {id_.rpartition("@")[0] for id_ in (*batch.superseded, *batch.undone)}
        self._wait_if(changed and not changed.isdisjoint(slots))
        return self._ledger.current(slots)

    def records(self, ids: Iterable[str]) -> list[SourceRecord]:
        """The records with these ids."""
        wanted = set(ids)
        changed = (*self._batch.records, *self._batch.retired)
        self._wait_if(any(record.id in wanted for record in changed))
        return self._ledger.records(wanted)

    def support(self, nodes: Iterable[NodeRef], links: Iterable[LinkRef]) -> Support:
        """Which of these exist, and the records behind each."""
        nodes, links, batch = set(nodes), set(links), self._batch
        # With a node go its relationships, which are not named.
        self._wait_if(
            batch.deleted
            or not nodes.isdisjoint(_written_nodes(batch))
            or not links.isdisjoint({*(link.ref for link in batch.links), *batch.deleted_links})
        )
        return self._ledger.support(nodes, links)

    def present(self, nodes: Iterable[NodeRef]) -> frozenset[NodeRef]:
        """Which of these nodes exist, or will when the batch is written."""
        self._wait_if(self._batch.deleted)
        asked = set(nodes)
        known = asked & self._present
        found = self._ledger.present(asked - known)
        self._remember(found)
        return found | known

    def _remember(self, nodes: Collection[NodeRef]) -> None:
        """Nodes that need not be asked for again: nobody else writes while a load does."""
        if len(self._present) + len(nodes) > MOST_REMEMBERED:
            self._present = set()
        self._present |= frozenset(nodes)

    def retired(self, nodes: Iterable[NodeRef]) -> frozenset[NodeRef]:
        """Which of these nodes are retired."""
        asked, batch = set(nodes), self._batch
        retiring = {node.ref for node in (*batch.created, *batch.updated) if node.retired_on}
        self._wait_if(not asked.isdisjoint(retiring))
        return self._ledger.retired(asked)

    def _wait_if(self, is_touched: object) -> None:
        if is_touched:
            self.wait()


def _written_nodes(batch: Batch) -> set[NodeRef]:
    return {
        *(node.ref for node in (*batch.created, *batch.updated)),
        *(change.ref for change in batch.relabelled),
        *batch.mentioned,
    }
