"""Computes anew what a stored record states: for who writes each record's own statements."""

from kg.graph.ledger import Ledger
from kg.ingest.compose import resolve
from kg.ingest.facts import FactReader, Statement
from kg.ingest.regions import RegionCodes
from kg.model import LinkFact, NodeFact, SourceRecord


class RecordReader:
    """Reads stored records as they were read when they were loaded."""

    def __init__(self, ledger: Ledger, reader: FactReader) -> None:
        self._reader = reader
        self._codes = RegionCodes(*ledger.region_codes())

    def __call__(self, record: SourceRecord) -> tuple[tuple[NodeFact, ...], tuple[LinkFact, ...]]:
        """The nodes and relationships of a record; none where it fits the rules no longer.

        A code of a region leads to the region to which the graph links it, where one is loaded.
        """
        read = self._reader.read(record)
        if not isinstance(read, Statement):
            return (), ()
        found = resolve(read, self._codes.find_around)
        return found.nodes, tuple(link.fact for link in found.links)
