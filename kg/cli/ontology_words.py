"""How `kg ontology show` says terms in a terminal."""

from typing import Any

import click

from kg.ontology.describe import how_many, relation_rule, relations_of, rules, rules_of
from kg.ontology.schema import CodeList, NodeClass, Property, Relation, Rule, Schema


def show_overview(overview: dict[str, Any]) -> None:
    """One line a term: classes, relations, code lists, rules."""
    for term in overview["classes"]:
        _line(term["name"], term["definition"])
    click.echo()
    for term in overview["relations"]:
        _line(term["name"], f"{term['from']} -> {term['to']}: {term['definition']}")
    for part in ("codeLists", "rules"):
        click.echo()
        for term in overview[part]:
            _line(term["name"], term["definition"])


def show_class(schema: Schema, name: str) -> None:
    """A class with its properties, relations and rules."""
    node_class = schema.classes[name]
    _head(name, node_class)
    click.echo(f"labels: {', '.join(schema.labels(name))}")
    below = [each for each in schema.subclasses(name) if each != name]
    if below:
        click.echo(f"kinds: {', '.join(below)}")
    _origin(node_class)
    _show_properties("properties", node_class.properties)
    relations = relations_of(schema, name)
    if relations:
        click.echo("\nrelations")
    for relation in relations:
        click.echo(f"  {relation.domain} -{relation.type}-> {relation.range}")
    for rule in node_class.relation_rules:
        click.echo(f"  each has {relation_rule(rule)}")
    held = rules_of(schema, name)
    if held:
        click.echo("\nrules")
    for each in held:
        click.echo(f"  {each.name}: {each.definition}")


def show_relation(relation: Relation) -> None:
    """A relation with its attributes."""
    _head(relation.type, relation)
    inverse = f"{relation.inverse_caption}, {relation.inverse_caption_de}"
    click.echo(f"read from its end: {inverse}")
    kinds = [relation.kind, *_sides(relation)]
    most = ", at most one from a node" if relation.is_functional else ""
    click.echo(f"from {relation.domain} to {relation.range}, {', '.join(kinds)}{most}")
    _origin(relation)
    _show_properties("attributes", relation.attributes)


def show_code_list(code_list: CodeList) -> None:
    """A code list with its values in their order."""
    _head(code_list.name, code_list)
    for entry in code_list.entries:
        captions = ", ".join(dict.fromkeys((entry.caption, entry.caption_de)))
        click.echo(f"  {entry.code:<24} {captions}: {entry.definition}")


def show_rule(rule: Rule) -> None:
    """A rule of the domain."""
    _head(rule.name, rule)
    click.echo(f"each {', '.join(rule.classes)} {rule.message}")


def _sides(relation: Relation) -> list[str]:
    traded = {True: ["traded"], False: ["untraded"], None: []}[relation.is_traded]
    stance = [relation.stance] if relation.stance else []
    return [*traded, *stance, *(["computed, never loaded"] if relation.is_computed else [])]


def _head(name: str, term: NodeClass | Relation | CodeList | Rule) -> None:
    click.echo(f"{name} ({term.caption}, {term.caption_de}): {term.definition}")


def _origin(term: NodeClass | Relation) -> None:
    if term.example:
        click.echo(f"example: {term.example}")
    if term.origin:
        click.echo(f"origin: {term.origin}")


def _line(name: str, text: str) -> None:
    click.echo(f"{name:<24}  {text}")


def _show_properties(title: str, properties: tuple[Property, ...]) -> None:
    if properties:
        click.echo(f"\n{title}")
    for prop in properties:
        rule = "; ".join(rules(prop))
        kind = f"{prop.datatype.value}, {how_many(prop)}"
        click.echo(f"  {prop.name:<20} {kind}{f'; {rule}' if rule else ''}")
        click.echo(f"  {'':<20} {prop.caption_de}: {prop.definition}")
