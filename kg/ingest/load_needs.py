"""Finds out what would be left without what it needs if a load were undone."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.graph.identities import Identities
from kg.ingest.facts import Statement
from kg.ingest.load_history import LoadHistory
from kg.ingest.merging import resolve_all, resolve_merged
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
        for old, new in self.history.statements(load):
            before = list(resolve_all(old, self._identities))
            after = list(resolve_all(new, self._identities))
            stated = {node.ref for s in after for node in s.nodes}
            support = self.history.ledger.support(stated, ()).nodes
            vanishing |= {ref for ref, s in support.items() if _is_only(load, s.records)}
            restored |= {node.ref for s in before for node in s.nodes}
            asked |= {end for s in before for end in _required(s)}
        return vanishing - restored, restored, asked

    @cached_property
    def _identities(self) -> Identities:
        """Who needs an organisation that was merged does with the one that has its place."""
        return Identities.of(self.history.ledger.judged_same())

    def _needed(self, statement: Statement) -> set[NodeRef]:
        return set(_required(resolve_merged(statement, self._identities)))

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
                needed = self._needed(read) & vanishing if isinstance(read, Statement) else set()
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
