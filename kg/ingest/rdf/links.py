"""Finds the relationships of a file, each once, with what is said of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kg.ingest.rdf.kinds import Judged, Kind
from kg.ingest.rdf.meaning import Meaning
from kg.ingest.rdf.names import Names
from kg.ingest.rdf.sort import Sorter
from kg.ingest.rdf.statements import About, StatementReader
from kg.ingest.rdf.things import TYPE as RDF_TYPE
from kg.ingest.rdf.things import Object, Text, Thing
from kg.ingest.sources.rdf import END, START, TYPE, node_cell
from kg.ingest.table import Rule
from kg.model import NodeRef, Reason
from kg.ontology.compile_context import local_name

NO_IRI = "must lead from and to something with an IRI, so that it has an id"


@dataclass
class Link:
    """One relationship; `rule` is what it breaks, and `cells` are empty then."""

    subject: str
    type: str
    end: Object
    line: int
    cells: Mapping[str, str] = field(default_factory=dict)
    rule: Rule | None = None
    attributes: dict[str, list[Object]] = field(default_factory=dict)
    unknown: dict[str, list[Object]] = field(default_factory=dict)
    is_derived: bool = False

    @property
    def predicate(self) -> str:
        """The relation as files name it."""
        return f"vc:{local_name(self.type)}"

    def take(self, about: About) -> None:
        """Adds what a node of its own says of the relationship."""
        for name, objects in about.attributes.items():
            self.attributes.setdefault(name, []).extend(objects)
        self.unknown |= about.unknown
        self.is_derived |= about.is_derived


@dataclass(frozen=True)
class Linker:
    """Finds relationships in what is said of their starts, and in statements of their own."""

    meaning: Meaning
    sorter: Sorter
    names: Names
    things: Mapping[str, Thing]
    judged: Mapping[str, Judged]

    @cached_property
    def _read(self) -> tuple[dict[str, list[About]], list[str]]:
        return StatementReader(self.meaning, self.sorter, self.things, self.judged).read_all()

    @property
    def about_nothing(self) -> list[str]:
        """Statements of their own that are about no relationship of the ontology."""
        return self._read[1]

    def is_known_node(self, name: str) -> bool:
        """Whether a thing without a class is a node of the graph of which only links are told."""
        ref, said = self.names.iris.ref(name), self.things[name].said.keys()
        if ref is None or RDF_TYPE in said or said & self.meaning.properties.keys():
            return False
        sorted_ = self.sorter.sort(self.things[name], ref.label)
        return bool(sorted_.links) and not sorted_.unknown

    def links(self, is_meant: Callable[[str], bool]) -> Iterator[Link]:
        """The relationships of the starts that are meant, in the order of the file."""
        starts = dict.fromkeys((*self.things, *self._read[0]))
        for name in filter(is_meant, starts):
            yield from self._links_of(name)

    def _links_of(self, name: str) -> Iterator[Link]:
        found: dict[tuple[str, Object], Link] = {}
        thing, class_name = self.things.get(name), self._class_of(name)
        if thing is not None and class_name:
            for type_, end in self.sorter.sort(thing, class_name).links:
                found.setdefault((type_, end), Link(name, type_, end, thing.line))
        for about in self._read[0].get(name, ()):
            link = Link(name, about.type, about.end, about.line)
            found.setdefault((about.type, about.end), link).take(about)
        for link in found.values():
            self._resolve(link)
            yield link

    def _class_of(self, name: str) -> str | None:
        """The class of a start; the root of a node that the file does not describe."""
        judged = self.judged.get(name)
        if judged is not None and judged.kind is Kind.NODE:
            return judged.class_name
        ref = self.names.iris.ref(name)
        return ref.label if ref and judged and self.is_known_node(name) else None

    def _resolve(self, link: Link) -> None:
        relation = self.meaning.schema.relation(link.type)
        if isinstance(link.end, Text):
            link.rule = Rule(
                f"must be the IRI of a {relation.range}, not a text", Reason.WRONG_FORM
            )
            return
        start = self.names.end(link.subject, relation.domain)
        end = self.names.end(link.end, relation.range)
        if start is None or end is None:
            link.rule = Rule(NO_IRI, Reason.MISSING_VALUE)
            return
        link.rule = self._misfit(link.subject, start, relation.domain, "begin at")
        link.rule = link.rule or self._misfit(link.end, end, relation.range, "lead to")
        link.cells = {START: node_cell(start), TYPE: link.type, END: node_cell(end)}

    def _misfit(self, name: str, ref: NodeRef, wanted: str, where: str) -> Rule | None:
        schema = self.meaning.schema
        judged = self.judged.get(name)
        is_described = judged is not None and judged.kind is Kind.NODE
        given = judged.class_name if judged and is_described else ref.label
        fits = wanted in schema.labels(given) if is_described else ref.label == schema.root(wanted)
        rule = Rule(f"must {where} a {wanted}, not a {given}", Reason.BREAKS_RULE)
        return None if fits else rule
