"""Finds out what would be left without what it needs if a load were undone."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.ingest.facts import Statement
from kg.ingest.load_history import LoadHistory
from kg.model import NodeRef

PAGE_NODES = 1_000


@dataclass(frozen=True, slots=True)
class Needed:
    """Who could not do without a load.

    `by` counts by their load the records of others that need `nodes`, which the load alone
    states; `gone` is needed by the records that the load superseded, and not there any more.
    """

    by: Mapping[str, int]
    nodes: tuple[NodeRef, ...]
    gone: tuple[NodeRef, ...]


@dataclass(frozen=True)
class LoadNeeds:
    """Looks at loads of one graph."""

    history: LoadHistory

    def find(self, load: str) -> Needed:
        """What needs a load."""
        vanishing, restored, asked = self._ends(load)
        by, nodes = self._dependents(load, vanishing)
        there: set[NodeRef] = set()
        for page in _pages(asked - restored - vanishing):
            there |= set(self.history.ledger.support(page, ()).nodes)
        gone = asked - restored - there
        return Needed(by, _in_order(nodes), _in_order(gone))

    def _ends(self, load: str) -> tuple[set[NodeRef], set[NodeRef], set[NodeRef]]:
        """The nodes that the load alone states, those stated again without it, and what its
        predecessors cannot do without."""
        vanishing: set[NodeRef] = set()
        restored: set[NodeRef] = set()
        asked: set[NodeRef] = set()
        for before, after in self.history.statements(load):
            stated = {node.ref for s in after for node in s.nodes}
            support = self.history.ledger.support(stated, ()).nodes
            vanishing |= {ref for ref, s in support.items() if _is_only(load, s.records)}
            restored |= {node.ref for s in before for node in s.nodes}
            asked |= {end for s in before for end in _required(s)}
        return vanishing - restored, restored, asked

    def _dependents(
        self, load: str, vanishing: set[NodeRef]
    ) -> tuple[Mapping[str, int], set[NodeRef]]:
        by: dict[str, str] = {}
        nodes: set[NodeRef] = set()
        for page in _pages(vanishing):
            at = self.history.ledger.links_at(page)
            others = {id_ for ids in at.values() for id_ in ids if not _is_only(load, [id_])}
            for record in self.history.ledger.records(others):
                read = self.history.reader.read(record)
                needed = set(_required(read)) & vanishing if isinstance(read, Statement) else set()
                nodes |= needed
                if needed:
                    by[record.id] = record.load
        return Counter(by.values()), nodes


def _required(statement: Statement) -> Iterator[NodeRef]:
    return (end for link in statement.links if link.required for end in link.ends)


def _is_only(load: str, records: Iterable[str]) -> bool:
    return all(record.rpartition("@")[2] == load for record in records)


def _pages(nodes: Collection[NodeRef]) -> Iterator[Sequence[NodeRef]]:
    ordered = _in_order(nodes)
    return (ordered[i : i + PAGE_NODES] for i in range(0, len(ordered), PAGE_NODES))


def _in_order(nodes: Iterable[NodeRef]) -> tuple[NodeRef, ...]:
    return tuple(sorted(nodes, key=lambda ref: (ref.label, ref.id)))
