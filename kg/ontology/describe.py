"""What the ontology says of one term, in words and as JSON values."""

from collections.abc import Iterator
from typing import Any, TypeAlias

from kg.ontology.contract import rule_of
from kg.ontology.schema import CodeList, NodeClass, Property, Relation, RelationRule, Rule, Schema

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
    if prop.dated_by:
        yield f"dated by {prop.dated_by}"


def relation_rule(rule: RelationRule) -> str:
    """How many relationships of a type begin at a node of a class, in words."""
    if not rule.required:
        return f"at most one {rule.type}"
    return f"{'exactly' if rule.is_single else 'at least'} one {rule.type}"


def relations_of(schema: Schema, name: str) -> list[Relation]:
    """The relations that begin or end at nodes of a class, also by a class above it."""
    labels = schema.labels(name)
    return [r for _, r in sorted(schema.relations.items()) if {r.domain, r.range} & set(labels)]


def overview_json(schema: Schema) -> JsonObject:
    """All classes, relations, code lists and rules with their captions and definitions."""
    classes = [_head(schema.classes[name].name, schema.classes[name]) for name in schema.classes]
    relations = [
        {**_head(type_, relation), "from": relation.domain, "to": relation.range}
        for type_, relation in sorted(schema.relations.items())
    ]
    lists = [_head(name, code_list) for name, code_list in sorted(schema.code_lists.items())]
    rules = [rule_json(rule) for _, rule in sorted(schema.rules.items())]
    return {"classes": classes, "relations": relations, "codeLists": lists, "rules": rules}


def class_json(schema: Schema, name: str) -> JsonObject:
    """All that the ontology says of a class."""
    node_class = schema.classes[name]
    return {
        **_head(name, node_class),
        "labels": list(schema.labels(name)),
        "subclasses": [below for below in schema.subclasses(name) if below != name],
        "properties": [_property_json(prop) for prop in node_class.properties],
        "relations": [relation_json(relation) for relation in relations_of(schema, name)],
        "atEachNode": [relation_rule(rule) for rule in node_class.relation_rules],
        "rules": [rule.name for rule in rules_of(schema, name)],
        "example": node_class.example,
        "origin": node_class.origin,
    }


def rules_of(schema: Schema, name: str) -> list[Rule]:
    """The rules of the domain that nodes of a class are held to."""
    labels = set(schema.labels(name))
    return [rule for _, rule in sorted(schema.rules.items()) if labels & set(rule.classes)]


def rule_json(rule: Rule) -> JsonObject:
    """All that the ontology says of a rule."""
    return {**_head(rule.name, rule), "message": rule.message, "classes": list(rule.classes)}


def code_list_json(code_list: CodeList) -> JsonObject:
    """A code list with its values in their order."""
    values = [
        {
            "code": entry.code,
            "caption": entry.caption,
            "captionDe": entry.caption_de,
            "definition": entry.definition,
        }
        for entry in code_list.entries
    ]
    return {**_head(code_list.name, code_list), "values": values}


def relation_json(relation: Relation) -> JsonObject:
    """All that the ontology says of a relation."""
    return {
        **_head(relation.type, relation),
        "from": relation.domain,
        "to": relation.range,
        "kind": relation.kind,
        "inverse": relation.inverse_caption,
        "inverseDe": relation.inverse_caption_de,
        "isTraded": relation.is_traded,
        "stance": relation.stance,
        "isComputed": relation.is_computed,
        "isFunctional": relation.is_functional,
        "attributes": [_property_json(attribute) for attribute in relation.attributes],
        "example": relation.example,
        "origin": relation.origin,
    }


def _head(name: str, term: NodeClass | Relation | CodeList | Rule) -> JsonObject:
    return {
        "name": name,
        "caption": term.caption,
        "captionDe": term.caption_de,
        "definition": term.definition,
    }


def _property_json(prop: Property) -> JsonObject:
    low, high = prop.bounds
    return {
        "name": prop.name,
        "caption": prop.caption,
        "captionDe": prop.caption_de,
        "definition": prop.definition,
        "datatype": prop.datatype.value,
        "isRequired": prop.required,
        "holdsMany": prop.many,
        "rule": rule_of(prop),
        "pattern": prop.pattern,
        "values": list(prop.values),
        "codeList": prop.code_list,
        "minimum": low,
        "maximum": high,
        "isUnique": prop.is_key,
        "isIndexed": prop.indexed,
        "isPrivate": prop.is_private,
        "example": prop.example,
        "formerNames": list(prop.former_names),
        "datedBy": prop.dated_by,
    }
