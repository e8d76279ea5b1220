"""The settings of the sources of a fake ledger."""

from collections.abc import Iterator

from kg.model import LinkRef, NodeRef
from tests.unit.ingest.fake_ledger import FakeLedger


class FakeSources:
    """The methods of `kg.graph.source_settings.SourceSettings`."""

    def __init__(self, ledger: FakeLedger) -> None:
        self._ledger = ledger
        self._due: set[str] = set()

    def ranks(self) -> dict[str, int | None]:
        sources = {record.source for record in self._ledger.stored.values()}
        return {source: self._ledger.source_ranks.get(source) for source in sorted(sources)}

    def due(self) -> list[str]:
        return sorted(self._due)

    def set_rank(self, source: str, rank: int | None) -> None:
        self._ledger.source_ranks.pop(source, None)
        if rank is not None:
            self._ledger.source_ranks[source] = rank
        self._due.add(source)

    def settle_rank(self, source: str) -> None:
        self._due.remove(source)

    def shared(self, source: str) -> Iterator[NodeRef | LinkRef]:
        for thing in (*self._ledger.nodes.values(), *self._ledger.links.values()):
            states = {record.startswith(f"{source}/") for record in thing.records}
            if states == {True, False}:
                yield thing.ref
