"""The ontology as frozen data: what the other rooms know of classes, properties and relations."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from kg.errors import OntologyError


class Datatype(StrEnum):
    """The XSD datatypes that shapes may use (XML Schema 1.1 part 2)."""

    STRING = "string"
    INTEGER = "integer"
    DECIMAL = "decimal"
    BOOLEAN = "boolean"
    DATE = "date"
    DATE_TIME = "dateTime"


class Bounds(NamedTuple):
    """Inclusive numeric limits; None where the shape sets none."""

    low: float | None = None
    high: float | None = None


NO_BOUNDS = Bounds()


@dataclass(frozen=True, slots=True)
class Property:
    """One property shape (SHACL 1.0, section 2.3.2) of a class, or an attribute of a relation."""

    name: str
    caption: str
    datatype: Datatype
    required: bool = False
    many: bool = False
    pattern: str | None = None
    values: tuple[str, ...] = ()
    bounds: Bounds = NO_BOUNDS
    message: str | None = None
    indexed: bool = False
    unique: bool = False
    definition: str = ""
    example: str | None = None
    # The place among the columns of a table (SHACL 1.0, section 2.3.2.2: sh:order).
    order: int | None = None
    is_private: bool = False
    # Names of earlier versions, which files may still use.
    former_names: tuple[str, ...] = ()

    @property
    def is_key(self) -> bool:
        """Whether no two nodes share a value."""
        return self.unique or self.name == "id"


@dataclass(frozen=True, slots=True)
class NodeClass:
    """A class of nodes with the properties of its ancestors folded in."""

    name: str
    caption: str
    definition: str
    parent: str | None
    properties: tuple[Property, ...]

    def public_properties(self) -> tuple[Property, ...]:
        """What may be stored as it is."""
        return tuple(prop for prop in self.properties if not prop.is_private)

    def private_properties(self) -> tuple[Property, ...]:
        """What is sealed before it is stored."""
        return tuple(prop for prop in self.properties if prop.is_private)


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship type between two classes; a functional one has at most one end a start."""

    type: str
    caption: str
    definition: str
    domain: str
    range: str
    kind: str
    is_functional: bool = False
    attributes: tuple[Property, ...] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """The whole ontology after its cross-check."""

    classes: Mapping[str, NodeClass]
    relations: Mapping[str, Relation]

    def labels(self, name: str) -> tuple[str, ...]:
        """All labels of a node of the class, root first: ("Organisation", "Firm")."""
        node_class = self.classes.get(name)
        if node_class is None:
            raise OntologyError(f"the ontology has no class {name!r}; see kg/ontology/*.ttl")
        above = self.labels(node_class.parent) if node_class.parent else ()
        return (*above, name)

    def root(self, name: str) -> str:
        """The topmost class above `name`: its nodes share one key."""
        return self.labels(name)[0]

    def roots(self) -> tuple[str, ...]:
        """The classes without a parent of ours, by name."""
        return tuple(sorted(name for name, c in self.classes.items() if c.parent is None))

    def subclasses(self, name: str) -> tuple[str, ...]:
        """The class itself and all classes below it, by name."""
        return tuple(sorted(c for c in self.classes if name in self.labels(c)))

    def functional(self) -> frozenset[str]:
        """The relationship types of which a node has at most one."""
        return frozenset(r.type for r in self.relations.values() if r.is_functional)

    def relation(self, type_: str) -> Relation:
        """The relation of a relationship type."""
        found = self.relations.get(type_)
        if found is None:
            raise OntologyError(f"the ontology has no relation {type_!r}; see kg/ontology/*.ttl")
        return found
