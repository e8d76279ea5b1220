"""Computes anew what stored records state."""

from collections.abc import Iterable, Iterator

from kg.graph.ledger import Ledger
from kg.ingest.compose import resolve
from kg.ingest.facts import FactReader, Statement
from kg.ingest.regions import RegionCodes
from kg.model import LinkFact, NodeFact, SourceRecord


def read_stated(
    reader: FactReader, codes: RegionCodes, records: Iterable[SourceRecord]
) -> Iterator[Statement]:
    """What records state; one that fits the rules no longer states nothing.

    A code of a region leads to the region to which the graph links it, where one is loaded.
    """
    for record in records:
        read = reader.read(record)
        if isinstance(read, Statement):
            yield resolve(read, codes.find_around)


class RecordReader:
    """Says what a record states to those who know nothing of loads."""

    def __init__(self, ledger: Ledger, reader: FactReader) -> None:
        self._reader = reader
        self._codes = RegionCodes(*ledger.region_codes())

    def __call__(self, record: SourceRecord) -> tuple[tuple[NodeFact, ...], tuple[LinkFact, ...]]:
        """The nodes and relationships of a record."""
        for found in read_stated(self._reader, self._codes, [record]):
            return found.nodes, tuple(link.fact for link in found.links)
        return (), ()
