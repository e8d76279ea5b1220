"""From literals to cells: datatypes are those of the shapes, and nothing is converted silently."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.ingest.labels import Label, choose_labels, in_order, is_english
from kg.ingest.private import SEALED
from kg.ingest.rdf.things import RDF, Object, Text
from kg.ingest.reasons import OF_DATATYPE
from kg.ingest.sources.rdf import property_column
from kg.ingest.table import Rule
from kg.model import Reason
from kg.ontology.schema import Datatype, Property

XSD = "http://www.w3.org/2001/XMLSchema#"
# The datatypes whose values are all values of the shape's (XML Schema 1.1 part 2, section 3.4).
WHOLE_NUMBERS = (
    "integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger",
    "nonPositiveInteger", "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort",
    "unsignedByte",
)  # fmt: skip
TEXTS = ("string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN")
ACCEPTED: Mapping[Datatype, frozenset[str]] = {
    Datatype.STRING: frozenset({*(XSD + t for t in TEXTS), f"{RDF}langString"}),
    Datatype.INTEGER: frozenset(XSD + t for t in WHOLE_NUMBERS),
    Datatype.DECIMAL: frozenset(XSD + t for t in ("decimal", *WHOLE_NUMBERS)),
    Datatype.BOOLEAN: frozenset({f"{XSD}boolean"}),
    Datatype.DATE: frozenset({f"{XSD}date"}),
    Datatype.DATE_TIME: frozenset({f"{XSD}dateTime", f"{XSD}dateTimeStamp"}),
}
# Where the contract takes more spellings than the datatype has; the rest is the contract's.
LEXICAL: Mapping[Datatype, tuple[re.Pattern[str], str]] = {
    Datatype.BOOLEAN: (re.compile(r"true|false|1|0"), "must be true or false"),
    Datatype.DECIMAL: (
        re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)"),
        "must be a number such as 12.5, without an exponent",
    ),
}
# Where labels in further languages go: a thing is shown by one, and has any number of others.
FURTHER = {"prefLabel": "altLabel", "name": "alternativeName"}


@dataclass
class Cells:
    """The cells of a row as they are put together, and what is wrong with it."""

    subject: str
    shape: Mapping[str, Property]
    values: dict[str, str] = field(default_factory=dict)
    faults: dict[str, Rule] = field(default_factory=dict)
    left_out: int = 0

    def fill(self, said: Mapping[str, Sequence[Object]]) -> None:
        """Adds the cells of all properties of a thing."""
        further: dict[str, list[str]] = {}
        for name, objects in said.items():
            prop = self.shape.get(name)
            if prop is None:
                # The contract says which class it is no property of.
                self.values[name] = _shown(objects[0])
            elif not prop.many and self._are_sound(prop, objects):
                self._fill_single(prop, [o for o in objects if isinstance(o, Text)], further)
        for name in dict.fromkeys((*said, *further)):
            prop = self.shape.get(name)
            if prop and prop.many and self._are_sound(prop, said.get(name, ())):
                texts = (o.text for o in said.get(name, ()) if isinstance(o, Text))
                self._fill_list(name, [*texts, *further.get(name, ())])

    def check_id(self, objects: Sequence[Object]) -> None:
        """Notes what is wrong with an id that is stated."""
        prop = self.shape["id"]
        if self._are_sound(prop, objects) and len({_shown(o) for o in objects}) > 1:
            self.refuse(
                "id",
                " | ".join(map(_shown, objects)),
                Rule("must be one value", Reason.SEVERAL_VALUES),
            )

    def refuse(self, name: str, value: str, rule: Rule) -> None:
        """Notes a fault of a property; of a private one the value is not shown."""
        prop = self.shape.get(name)
        column = property_column(self.subject, name)
        self.values[column] = SEALED if prop and prop.is_private else value
        self.faults.setdefault(column, rule)

    def _fill_list(self, name: str, texts: Sequence[str]) -> None:
        unique = list(dict.fromkeys(texts))
        if unique:
            self.values[name] = json.dumps(unique, ensure_ascii=False)

    def _fill_single(
        self, prop: Property, texts: Sequence[Text], further: dict[str, list[str]]
    ) -> None:
        values = list(dict.fromkeys(text.text for text in texts))
        if len(values) == 1:
            self.values[prop.name] = values[0]
        elif not any(text.language for text in texts):
            rule = Rule(f"must be one value, not {len(values)}", Reason.SEVERAL_VALUES)
            self.refuse(prop.name, " | ".join(values), rule)
        else:
            self._choose(prop, [Label(text.text, text.language) for text in texts], further)

    def _choose(
        self, prop: Property, labels: Sequence[Label], further: dict[str, list[str]]
    ) -> None:
        other = FURTHER.get(prop.name, "")
        if other in self.shape:
            chosen = choose_labels(labels)
            self.values[prop.name] = chosen.shown
            further[other] = list(chosen.others)
            return
        ordered = in_order(labels)
        shown = [label.text for label in ordered if is_english(label)] or [ordered[0].text]
        self.values[prop.name] = " ".join(dict.fromkeys(shown))
        self.left_out += len({label.text for label in labels} - set(shown))

    def _are_sound(self, prop: Property, objects: Sequence[Object]) -> bool:
        for object_ in objects:
            rule = _broken_rule(prop, object_)
            if rule:
                self.refuse(prop.name, _shown(object_), rule)
                return False
        return True


def _broken_rule(prop: Property, object_: Object) -> Rule | None:
    reason = OF_DATATYPE.get(prop.datatype, Reason.WRONG_FORM)
    wanted = f"must be a literal of xsd:{prop.datatype.value}"
    if isinstance(object_, str):
        return Rule(f"{wanted}, not an IRI", reason)
    if object_.datatype not in ACCEPTED[prop.datatype]:
        return Rule(f"{wanted}, not of {_short(object_.datatype)}", reason)
    lexical = LEXICAL.get(prop.datatype)
    if lexical and not lexical[0].fullmatch(object_.text):
        return Rule(lexical[1], reason)
    return None


def _shown(object_: Object) -> str:
    return object_ if isinstance(object_, str) else object_.text


def _short(datatype: str) -> str:
    for namespace, prefix in ((XSD, "xsd:"), (RDF, "rdf:")):
        if datatype.startswith(namespace):
            return prefix + datatype.removeprefix(namespace)
    return datatype
