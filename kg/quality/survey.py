"""What checks look at: the contents of a graph, and the seats of its organisations, read once."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.model import Account, NodeRef
from kg.ontology.contents import Contents
from kg.ontology.schema import Schema
from kg.quality.places import Places
from kg.quality.seats import read_seats

# What records state of the nodes among these that are there.
Accounts = Callable[[Sequence[NodeRef]], Iterable[Account]]


def no_accounts(_nodes: Sequence[NodeRef]) -> Iterable[Account]:
    """For who has no records."""
    return ()


@dataclass(frozen=True)
class Survey:
    """A graph, the ontology that it is held to, the day, and what its records state."""

    schema: Schema
    contents: Contents
    today: dt.date
    accounts: Accounts = no_accounts

    @cached_property
    def places(self) -> Places:
        """The seats of all organisations: the checks of places compare each with the others."""
        return Places(sorted(read_seats(self.contents), key=lambda seat: seat.node.id))
