"""What the ontology asks of a graph in order to hold it to its rules."""

from collections.abc import Iterable
from typing import Protocol

from kg.model import CanonicalLink, CanonicalNode


class Contents(Protocol):
    """The nodes and relationships of a graph, each read as a stream."""

    def nodes(self, class_name: str) -> Iterable[CanonicalNode]:
        """The nodes of a class and of the classes below it."""
        ...

    def links(self, type_: str) -> Iterable[CanonicalLink]:
        """The relationships of a type; their ends bear the root of the class that they have."""
        ...
