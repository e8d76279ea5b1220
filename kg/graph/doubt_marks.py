"""The marks of doubtful nodes: why, how they stand, and up to which revision they hold."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any, TypeAlias

import neo4j

from kg.graph.batch import Touched
from kg.graph.connection import Connection
from kg.graph.ledger import Note, unnoted
from kg.graph.parts import parts
from kg.graph.statements import statement, with_names
from kg.model import NodeRef

# What answers rank, and so what is marked.
MARKED = ("Capability", "Organisation")
# What one transaction writes.
BATCH = 5_000

Doubts: TypeAlias = Mapping[NodeRef, tuple[str, ...]]


class DoubtMarks:
    """Reads and writes the property `doubts`, which is computed and stated by no source."""

    def __init__(self, connection: Connection, note: Note = unnoted) -> None:
        self._connection = connection
        self._note = note

    def is_due(self) -> bool:
        """Whether the graph has changed since its nodes were marked."""
        [row] = self._connection.read(statement("doubt_state"))
        return bool(row["marked"] != row["revision"])

    def standing(self) -> dict[NodeRef, tuple[str, ...]]:
        """The nodes that are marked now, with the reasons."""
        return {
            NodeRef(root, row["id"]): tuple(row["doubts"])
            for root in MARKED
            for row in self._connection.stream(with_names("doubted_nodes", root=root))
        }

    def mark(self, wanted: Doubts) -> int:
        """Brings the marks to what is wanted; returns how many nodes that changed."""
        standing = self.standing()
        changed = {ref: wanted.get(ref, ()) for ref in standing | dict(wanted)}
        changed = {ref: why for ref, why in changed.items() if standing.get(ref, ()) != why}
        ordered = sorted(changed, key=lambda ref: (ref.label, ref.id))
        for root, refs in groupby(ordered, key=lambda ref: ref.label):
            rows = [{"id": ref.id, "doubts": list(changed[ref]) or None} for ref in refs]
            for begin in range(0, len(rows), BATCH):
                self._write(root, rows[begin : begin + BATCH])
        self._settle()
        return len(changed)

    def _write(self, root: str, rows: Sequence[dict[str, Any]]) -> None:
        revision = self._connection.write(partial(_write_rows, root, rows))
        self._note(revision, Touched(frozenset(NodeRef(root, row["id"]) for row in rows)))

    def _settle(self) -> None:
        [row] = self._connection.read(statement("doubt_state"))
        text, revision = statement("settle_doubts"), row["revision"]
        self._connection.write(lambda tx: tx.run(text, revision=revision).consume())


def _write_rows(root: str, rows: Sequence[dict[str, Any]], tx: neo4j.ManagedTransaction) -> int:
    for part in parts(rows):
        tx.run(with_names("mark_doubts", root=root), rows=part).consume()
    revision: int = tx.run(statement("next_revision")).single(strict=True)["revision"]
    return revision
