"""Says in the ontology's captions what a load changed."""

from collections.abc import Mapping
from typing import Any

from kg.ingest.differences import CLASS, Difference, PropertyChange
from kg.model import CanonicalNode, LinkRef, NodeRef, Value
from kg.ontology.schema import Property, Schema

NAMES = ("name", "prefLabel", "title", "text")
# What is sealed is not shown, and says nothing to anybody.
SEALED = "sealed"
LONGEST_SHOWN = 80


class Words:
    """Puts differences into words."""

    def __init__(self, schema: Schema) -> None:
        self._schema = schema

    def line(self, difference: Difference) -> str:
        """`changed firm demo:acme "Acme"`, `added capability demo:c1 of competency esco:1`."""
        thing = difference.thing
        if isinstance(thing, CanonicalNode):
            words = f"{self._class(thing.class_name)} {thing.ref.id}"
            name = _name(thing)
            return f"{difference.kind} {words} {name!r}" if name else f"{difference.kind} {words}"
        return f"{difference.kind} {self._link(thing.ref)}"

    def changes(self, difference: Difference) -> list[str]:
        """A line for each property: `name: 'Acme' → 'Acme Ltd'`."""
        captions = self._captions(difference)
        return [
            f"{captions.get(change.name, change.name)}: "
            f"{self._shown(change, change.before)} → {self._shown(change, change.after)}"
            for change in difference.changes
        ]

    def as_json(self, difference: Difference) -> dict[str, Any]:
        """The same as data."""
        thing, captions = difference.thing, self._captions(difference)
        what: dict[str, Any] = {"kind": difference.kind.value}
        if isinstance(thing, CanonicalNode):
            what |= {"class": thing.class_name, "caption": self._class(thing.class_name)}
            what |= {"id": thing.ref.id, "name": _name(thing)}
        else:
            relation = self._schema.relations.get(thing.ref.type)
            what |= {"relation": thing.ref.type, "caption": relation.caption if relation else None}
            what |= {"from": thing.ref.start.id, "to": thing.ref.end.id}
        what["changes"] = [
            {
                "property": change.name,
                "caption": captions.get(change.name, change.name),
                "before": self._value(change, change.before),
                "after": self._value(change, change.after),
            }
            for change in difference.changes
        ]
        return what

    def _class(self, name: str) -> str:
        found = self._schema.classes.get(name)
        return found.caption if found else name

    def _link(self, ref: LinkRef) -> str:
        relation = self._schema.relations.get(ref.type)
        ends = (self._end(ref.start), self._end(ref.end))
        return f" {relation.caption if relation else ref.type} ".join(ends)

    def _end(self, ref: NodeRef) -> str:
        return f"{self._class(ref.label)} {ref.id}"

    def _captions(self, difference: Difference) -> Mapping[str, str]:
        thing = difference.thing
        properties: tuple[Property, ...] = ()
        if isinstance(thing, CanonicalNode):
            found = self._schema.classes.get(thing.class_name)
            properties = found.properties if found else ()
        elif relation := self._schema.relations.get(thing.ref.type):
            properties = relation.attributes
        return {prop.name: prop.caption or prop.name for prop in properties}

    def _value(self, change: PropertyChange, value: Value | None) -> Any:
        if value is None:
            return None
        if change.name == SEALED:
            return "(sealed)"
        if change.name == CLASS:
            return self._class(str(value))
        if isinstance(value, tuple):
            return [_plain(each) for each in value]
        return _plain(value)

    def _shown(self, change: PropertyChange, value: Value | None) -> str:
        plain = self._value(change, value)
        if plain is None:
            return "nothing"
        text = " | ".join(map(str, plain)) if isinstance(plain, list) else str(plain)
        return repr(text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…")


def _name(node: CanonicalNode) -> str | None:
    for name in NAMES:
        found = node.properties.get(name)
        if isinstance(found, str):
            return found if len(found) <= LONGEST_SHOWN else found[: LONGEST_SHOWN - 1] + "…"
    return None


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool) else value.isoformat()
