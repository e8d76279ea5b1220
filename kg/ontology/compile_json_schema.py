"""Compiles the schema into JSON Schema 2020-12: one definition for each class and relation.

A definition says of JSON values what the ingest contract says of rows (kg/ontology/contract.py).
What the contract also reads, the text of a number or of a date and time without its zone, is no
JSON value of that type, and is refused here.
"""

from typing import Any, TypeAlias

from kg.ontology.contract import LONGEST_INDEXED, RULES, is_limited, range_of
from kg.ontology.schema import Datatype, NodeClass, Property, Relation, Schema

JsonObject: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDENTIFIER = "https://virtual-cluster.example/ontology/schema.json"
COMMENT = (
    "Compiled by `kg ontology export --format json-schema`. Refer to one definition, such as "
    "#/$defs/Firm; a relationship's definition holds its attributes. An empty value is left out. "
    "What is writeOnly is sealed before it is stored and is never given out."
)
SEPARATOR = "|"
_YEAR_MONTH_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ZONE = r"(Z|[+-][0-9]{2}:[0-9]{2})"
# Validators may take `format` as a remark only; the pattern holds in each of them.
TYPES: dict[Datatype, JsonObject] = {
    Datatype.STRING: {"type": "string"},
    Datatype.INTEGER: {"type": "integer"},
    Datatype.DECIMAL: {"type": "number"},
    Datatype.BOOLEAN: {"type": "boolean"},
    Datatype.DATE: {"type": "string", "format": "date", "pattern": f"^{_YEAR_MONTH_DAY}$"},
    Datatype.DATE_TIME: {
        "type": "string",
        "format": "date-time",
        "pattern": rf"^{_YEAR_MONTH_DAY}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}(\.[0-9]+)?{_ZONE}$",
    },
}


def compile_json_schema(schema: Schema) -> JsonObject:
    """One document; its definitions bear the names of classes and relationship types."""
    classes = {name: _class(schema.classes[name]) for name in sorted(schema.classes)}
    relations = {type_: _relation(schema.relations[type_]) for type_ in sorted(schema.relations)}
    return {
        "$schema": DIALECT,
        "$id": IDENTIFIER,
        "$comment": COMMENT,
        "title": "Virtual business clusters",
        "$defs": {**classes, **relations},
    }


def _class(node_class: NodeClass) -> JsonObject:
    return _object(node_class.caption, node_class.definition, node_class.properties)


def _relation(relation: Relation) -> JsonObject:
    ends = f"From {relation.domain} to {relation.range}."
    return _object(relation.caption, f"{relation.definition} {ends}", relation.attributes)


def _object(title: str, description: str, properties: tuple[Property, ...]) -> JsonObject:
    return {
        "title": title,
        "description": description,
        "type": "object",
        "properties": {prop.name: _property(prop) for prop in properties},
        "required": [prop.name for prop in properties if prop.required],
        "additionalProperties": False,
    }


def _property(prop: Property) -> JsonObject:
    value = _value(prop)
    if prop.many:
        value = {"type": "array", "items": value}
        if prop.required:
            value["minItems"] = 1
    elif prop.datatype is Datatype.STRING and not prop.values:
        value["minLength"] = 1
    about: JsonObject = {"title": prop.caption, "description": _description(prop)}
    if prop.example is not None:
        about["examples"] = [_example(prop)]
    if prop.is_private:
        value["writeOnly"] = True
    return {**about, **value}


def _value(prop: Property) -> JsonObject:
    """What holds for one value, whether or not there may be many."""
    value = dict(TYPES[prop.datatype])
    if prop.values:
        value["enum"] = list(prop.values)
    if prop.pattern:
        value["pattern"] = prop.pattern
    if is_limited(prop):
        value["maxLength"] = LONGEST_INDEXED
    low, high = range_of(prop)
    if low is not None:
        value["minimum"] = _number(low)
    if high is not None:
        value["maximum"] = _number(high)
    return value


def _description(prop: Property) -> str:
    rule = prop.message or (RULES[prop.datatype] if prop.datatype in _FORMATTED else "")
    return f"{prop.definition} It is {rule}." if rule else prop.definition


_FORMATTED = (Datatype.DATE, Datatype.DATE_TIME)


def _example(prop: Property) -> Any:
    text = prop.example or ""
    if prop.many:
        return [_typed(prop.datatype, part.strip()) for part in text.split(SEPARATOR)]
    return _typed(prop.datatype, text)


def _typed(datatype: Datatype, text: str) -> Any:
    if datatype in (Datatype.INTEGER, Datatype.DECIMAL):
        return _number(float(text))
    return text == "true" if datatype is Datatype.BOOLEAN else text


def _number(value: float) -> float:
    """12, not 12.0: a whole number is written as one."""
    return int(value) if value == int(value) else value
