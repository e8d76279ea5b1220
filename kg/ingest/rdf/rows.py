"""Makes rows of the things of a file: one for each node, and one for each relationship."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property

from kg.graph.stored_values import RETIRED_ON
from kg.ingest.limits import LONGEST_KEPT, LONGEST_SHOWN, too_long
from kg.ingest.rdf.kinds import Judge, Judged, Kind
from kg.ingest.rdf.links import Link, Linker
from kg.ingest.rdf.meaning import Meaning
from kg.ingest.rdf.names import Names
from kg.ingest.rdf.sort import Sorted, Sorter
from kg.ingest.rdf.things import TYPE, Object, Text, Thing, Things
from kg.ingest.rdf.values import Cells
from kg.ingest.read_csv import RawRow
from kg.ingest.sources.rdf import (
    CLASS,
    FAULTS,
    NODE,
    RETIRED,
    SUBJECT,
    faults_cell,
    node_cell,
    property_column,
)
from kg.ingest.table import Rule
from kg.model import Reason, Rejection
from kg.ontology.iris import Iris

UNKNOWN = Rule("is unknown", Reason.UNKNOWN_TERM)
NO_ID = Rule("must have an IRI or a vc:id, so that it has an id", Reason.MISSING_VALUE)


@dataclass
class Left:
    """What was not read, and how often."""

    predicates: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)
    languages: int = 0
    provenance: int = 0
    elsewhere: int = 0
    derived: int = 0


@dataclass
class RdfRows:
    """The rows of one file; the things may be of several, each of the file that names it first."""

    file: str
    source: str
    things: Things
    meaning: Meaning
    iris: Iris
    left: Left = field(default_factory=Left)
    # Of the first file are also relationships of what no file describes.
    is_first: bool = True

    def __post_init__(self) -> None:
        if self.is_first:
            self.left.provenance = self.things.provenance
            self.left.elsewhere = self.things.elsewhere

    def of_file(self, file: str, *, is_first: bool) -> "RdfRows":
        """The rows of one of several files; what is known of the things is found once."""
        _ = self.linker
        found = copy(self)
        found.file, found.left, found.is_first = file, Left(), is_first
        found.__post_init__()
        return found

    def _is_own(self, name: str) -> bool:
        thing = self.things.by_name.get(name)
        return self.is_first if thing is None else thing.file == self.file

    @cached_property
    def judge(self) -> Judge:
        """Says what things are."""
        return Judge(self.meaning)

    @cached_property
    def judged(self) -> Mapping[str, Judged]:
        """What each thing is."""
        return self.judge.judge_all(self.things)

    @cached_property
    def names(self) -> Names:
        """The ids of things."""
        return Names(self.source, self.iris, self.things.by_name, self.judged)

    @cached_property
    def linker(self) -> Linker:
        """Finds relationships."""
        sorter = Sorter(self.meaning, self.judged)
        return Linker(self.meaning, sorter, self.names, self.things.by_name, self.judged)

    def nodes(self) -> Iterator[RawRow | Rejection]:
        """A row for each node, and a rejection for each thing or term that cannot be read."""
        for name, thing in self.things.by_name.items():
            if thing.file != self.file:
                continue
            judged = self.judged[name]
            if judged.kind is Kind.NODE:
                yield from self._node(name, thing, judged.class_name)
            elif judged.kind is Kind.COMPUTED:
                self.left.provenance += sum(map(len, thing.said.values()))
            elif judged.kind is Kind.UNKNOWN and not self.linker.is_known_node(name):
                yield self._unknown_thing(name, thing, judged.reason)

    def links(self) -> Iterator[RawRow | Rejection]:
        """A row for each relationship, and a rejection for each that cannot be read."""
        for name in filter(self._is_own, self.linker.about_nothing):
            rule = "must lead from a node to a node by a relation of the ontology"
            yield self._unknown_thing(name, self.things.by_name[name], rule)
        for link in self.linker.links(self._is_own):
            if link.is_derived or self.meaning.schema.relation(link.type).is_computed:
                self.left.derived += 1
                continue
            for predicate, objects in link.unknown.items():
                self.left.predicates[predicate] += len(objects)
                yield self._refused(link.subject, link.line, predicate, objects, UNKNOWN)
            yield self._link(link)

    def _node(self, name: str, thing: Thing, class_name: str) -> Iterator[RawRow | Rejection]:
        sorted_ = self.linker.sorter.sort(thing, class_name)
        ref = self.names.node(name)
        if ref is None:
            yield self._refused(name, thing.line, TYPE, thing.said[TYPE], NO_ID)
            return
        shape = {p.name: p for p in self.meaning.schema.classes[class_name].properties}
        cells = Cells(name, shape)
        ids, retired = (sorted_.properties.pop(name, []) for name in ("id", RETIRED_ON))
        cells.fill(sorted_.properties)
        cells.check_id(ids)
        self.left.languages += cells.left_out
        head = {NODE: node_cell(ref), CLASS: class_name}
        if not ids:
            head[SUBJECT] = name
        yield self._row(thing.line, {**head, **cells.values, **_retired(retired)}, cells.faults)
        yield from self._unknown_terms(name, thing, class_name, sorted_)

    def _link(self, link: Link) -> RawRow | Rejection:
        relation = self.meaning.schema.relation(link.type)
        if link.rule:
            place = f"{link.subject} {link.predicate}"
            return self._rejection(link.line, place, _text(link.end), link.rule, {})
        retired = link.attributes.pop(RETIRED_ON, [])
        cells = Cells(f"{link.subject} {link.predicate}", {p.name: p for p in relation.attributes})
        cells.fill(link.attributes)
        self.left.languages += cells.left_out
        values = {**link.cells, **cells.values, **_retired(retired)}
        return self._row(link.line, values, cells.faults)

    def _row(
        self, line: int, values: dict[str, str], faults: Mapping[str, Rule]
    ) -> RawRow | Rejection:
        if faults:
            values = {**values, FAULTS: faults_cell(faults)}
        return too_long(self.file, line, values) or RawRow(line, values)

    def _unknown_thing(self, name: str, thing: Thing, reason: str) -> Rejection:
        types = thing.iris(TYPE)
        for type_ in types or ["(none)"]:
            self.left.classes[type_] += 1
        column = property_column(name, "rdf:type")
        cells = {SUBJECT: name}
        for predicate, objects in thing.said.items():
            own = self.meaning.properties.get(predicate)
            foreign = self.meaning.foreign_properties.get(predicate, ())
            # Under our name, by which it is known what may be private.
            cells[own or next(iter(foreign), predicate)] = _list(objects)
        return self._rejection(thing.line, column, " ".join(types), _unknown(reason), cells)

    def _unknown_terms(
        self, name: str, thing: Thing, class_name: str, sorted_: Sorted
    ) -> Iterator[Rejection]:
        for type_ in self.judge.unknown_types(thing, class_name):
            self.left.classes[type_] += 1
            rule = _unknown(f"is no class of the ontology that a {class_name} is of")
            yield self._refused(name, thing.line, TYPE, [type_], rule)
        for predicate, objects in sorted_.unknown.items():
            self.left.predicates[predicate] += len(objects)
            rule = _unknown(f"is no predicate that the ontology knows of a {class_name}")
            yield self._refused(name, thing.line, predicate, objects, rule)

    def _refused(
        self, name: str, line: int, predicate: str, objects: list[Object], rule: Rule
    ) -> Rejection:
        cells = {SUBJECT: name, predicate: _list(objects)}
        column = property_column(name, predicate)
        return self._rejection(line, column, _text(objects[0]), rule, cells)

    def _rejection(
        self, line: int, column: str, value: str, rule: Rule, cells: Mapping[str, str]
    ) -> Rejection:
        kept = {name: text[:LONGEST_KEPT] for name, text in cells.items()}
        shown = value[:LONGEST_SHOWN]
        return Rejection(self.file, line, column, shown, str(rule), kept, rule.reason)


def _unknown(rule: str) -> Rule:
    return Rule(rule, Reason.UNKNOWN_TERM)


def _retired(objects: list[Object]) -> dict[str, str]:
    """The cell of what is marked as retired: the last day of several."""
    return {RETIRED: max(map(_text, objects))} if objects else {}


def _text(object_: Object) -> str:
    return object_.text if isinstance(object_, Text) else object_


def _list(objects: list[Object]) -> str:
    return json.dumps([_text(o) for o in objects], ensure_ascii=False)
