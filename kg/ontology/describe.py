"""What the ontology says of one term, in words and as JSON values."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from kg.ontology.contract import rule_of
from kg.ontology.schema import NodeClass, Property, Relation, Schema

JsonObject: TypeAlias = dict[str, Any]


def how_many(prop: Property) -> str:
    """The cardinality of a property in words."""
    if prop.many:
        return "at least one" if prop.required else "any number"
    return "exactly one" if prop.required else "at most one"


def rules(prop: Property) -> Iterator[str]:
    """What holds for a property beyond its datatype and cardinality."""
    if prop.values or prop.message:
        yield rule_of(prop)
    if prop.pattern:
        yield f"matches `{prop.pattern}`"
    if prop.is_private:
        yield "sealed"
    if prop.is_key:
        yield "unique"
    elif prop.indexed:
        yield "indexed"


def relations_of(schema: Schema, name: str) -> list[Relation]:
    """The relations that begin or end at nodes of a class, also by a class above it."""
    labels = schema.labels(name)
    return [r for _, r in sorted(schema.relations.items()) if {r.domain, r.range} & set(labels)]


def overview_json(schema: Schema) -> JsonObject:
    """All classes and relations with their captions and definitions."""
    classes = [_head(schema.classes[name].name, schema.classes[name]) for name in schema.classes]
    relations = [
        {**_head(type_, relation), "from": relation.domain, "to": relation.range}
        for type_, relation in sorted(schema.relations.items())
    ]
    return {"classes": classes, "relations": relations}


def class_json(schema: Schema, name: str) -> JsonObject:
    """All that the ontology says of a class."""
    node_class = schema.classes[name]
    return {
        **_head(name, node_class),
        "labels": list(schema.labels(name)),
        "subclasses": [below for below in schema.subclasses(name) if below != name],
        "properties": [_property_json(prop) for prop in node_class.properties],
        "relations": [relation_json(relation) for relation in relations_of(schema, name)],
    }


def relation_json(relation: Relation) -> JsonObject:
    """All that the ontology says of a relation."""
    return {
        **_head(relation.type, relation),
        "from": relation.domain,
        "to": relation.range,
        "kind": relation.kind,
        "isFunctional": relation.is_functional,
        "attributes": [_property_json(attribute) for attribute in relation.attributes],
    }


def _head(name: str, term: NodeClass | Relation) -> JsonObject:
    return {"name": name, "caption": term.caption, "definition": term.definition}


def _property_json(prop: Property) -> JsonObject:
    low, high = prop.bounds
    return {
        "name": prop.name,
        "caption": prop.caption,
        "definition": prop.definition,
        "datatype": prop.datatype.value,
        "isRequired": prop.required,
        "holdsMany": prop.many,
        "rule": rule_of(prop),
        "pattern": prop.pattern,
        "values": list(prop.values),
        "minimum": low,
        "maximum": high,
        "isUnique": prop.is_key,
        "isIndexed": prop.indexed,
        "isPrivate": prop.is_private,
        "example": prop.example,
        "formerNames": list(prop.former_names),
    }
