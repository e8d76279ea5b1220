"""The ontology as frozen data: what the other rooms know of classes, properties and relations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
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
class CodeEntry:
    """One value of a code list: what data holds, and what people read."""

    code: str
    caption: str
    caption_de: str
    definition: str


@dataclass(frozen=True, slots=True)
class CodeList:
    """A scheme of values (SKOS Reference, section 4), in the order in which they are shown."""

    name: str
    caption: str
    caption_de: str
    definition: str
    entries: tuple[CodeEntry, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The values as data holds them."""
        return tuple(entry.code for entry in self.entries)


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
    caption_de: str = ""
    # The name of the code list that `values` come from.
    code_list: str | None = None
    # The property of the same thing that says of which day a value is.
    dated_by: str | None = None

    @property
    def is_key(self) -> bool:
        """Whether no two nodes share a value."""
        return self.unique or self.name == "id"


@dataclass(frozen=True, slots=True)
class RelationRule:
    """How many relationships of a type begin at a node of a class, by its shape."""

    type: str
    required: bool = False
    is_single: bool = False
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the domain over several things, which holds for each node of its classes.

    `query` says the same in SPARQL (SHACL 1.0, section 5); None where SPARQL cannot.
    """

    name: str
    caption: str
    caption_de: str
    definition: str
    classes: tuple[str, ...]
    message: str = ""
    query: str | None = None
    # The number that the rule turns on.
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class NodeClass:
    """A class of nodes with the properties of its ancestors folded in."""

    name: str
    caption: str
    definition: str
    parent: str | None
    properties: tuple[Property, ...]
    caption_de: str = ""
    example: str = ""
    # The vocabulary or standard that the term comes from.
    origin: str = ""
    relation_rules: tuple[RelationRule, ...] = ()

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
    caption_de: str = ""
    inverse_caption: str = ""
    inverse_caption_de: str = ""
    example: str = ""
    origin: str = ""
    # Whether goods, work or money change hands; None where that is no question.
    is_traded: bool | None = None
    stance: str | None = None
    # Whether it is computed from others, so that no file may state it.
    is_computed: bool = False


# Without slots, since what is asked for often is kept.
@dataclass(frozen=True)
class Schema:
    """The whole ontology after its cross-check."""

    classes: Mapping[str, NodeClass]
    relations: Mapping[str, Relation]
    code_lists: Mapping[str, CodeList] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)

    def labels(self, name: str) -> tuple[str, ...]:
        """All labels of a node of the class, root first: ("Organisation", "Firm")."""
        if name not in self._labels:
            self._labels[name] = self._chain(name)
        return self._labels[name]

    @cached_property
    def _labels(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _chain(self, name: str) -> tuple[str, ...]:
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
        if name not in self._subclasses:
            below = (c for c in self.classes if name in self.labels(c))
            self._subclasses[name] = tuple(sorted(below))
        return self._subclasses[name]

    @cached_property
    def _subclasses(self) -> dict[str, tuple[str, ...]]:
        return {}

    def class_of(self, labels: Iterable[str]) -> str | None:
        """The deepest class among the labels of a node, None where none of them is ours."""
        ours = [label for label in labels if label in self.classes]
        return max(ours, key=lambda label: len(self.labels(label)), default=None)

    def functional(self) -> frozenset[str]:
        """The relationship types of which a node has at most one."""
        return frozenset(r.type for r in self.relations.values() if r.is_functional)

    def relation(self, type_: str) -> Relation:
        """The relation of a relationship type."""
        found = self.relations.get(type_)
        if found is None:
            raise OntologyError(f"the ontology has no relation {type_!r}; see kg/ontology/*.ttl")
        return found
