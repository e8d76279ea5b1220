"""Gives sources their ranks, and computes anew what they decide.

What a source states together with others is the only thing that its rank can change. A job that
was cut off is completed by the next load, or by the same command: until then the source is marked.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from kg.graph.ledger import Ledger
from kg.graph.source_settings import SourceSettings
from kg.ingest.composer import Composer
from kg.ingest.facts import FactReader
from kg.ingest.source_name import check_source_name
from kg.model import LinkRef, NodeRef

# So many things are computed in one transaction.
PAGE_THINGS = 500
Thing = TypeVar("Thing")


@dataclass(frozen=True)
class Ranking:
    """Ranks the sources of one graph; whoever holds the load lock may."""

    settings: SourceSettings
    ledger: Ledger
    reader: FactReader

    def set(self, source: str, rank: int | None) -> int:
        """Gives a source a rank, or takes it; returns how many things were computed anew.

        Raises UsageError for a name that no source can have.
        """
        check_source_name(self.reader.contract, source)
        if self.settings.ranks().get(source) != rank:
            self.settings.set_rank(source, rank)
        return self.complete()

    def complete(self) -> int:
        """Brings the graph up to ranks that it does not follow yet; returns how many things."""
        count = 0
        for source in self.settings.due():
            composer = Composer(self.ledger, self.reader)
            for page in _pages(list(self.settings.shared(source))):
                links = {thing for thing in page if isinstance(thing, LinkRef)}
                composer.compute_anew({t for t in page if isinstance(t, NodeRef)}, links)
                count += len(page)
            self.settings.settle_rank(source)
        return count


def _pages(things: Iterable[Thing]) -> Iterator[list[Thing]]:
    given = iter(things)
    while page := list(islice(given, PAGE_THINGS)):
        yield page
