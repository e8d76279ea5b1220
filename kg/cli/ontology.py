"""kg ontology: what the ontology says, whether it holds together, and what is compiled from it."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from kg.cli.session import as_json, print_json, say
from kg.errors import InputError, NotFoundError, OntologyError, UsageError
from kg.ontology.check import check as check_files
from kg.ontology.compare import Change, compare
from kg.ontology.describe import (
    class_json,
    how_many,
    overview_json,
    relation_json,
    relations_of,
    rules,
)
from kg.ontology.exports import FORMATS, shipped
from kg.ontology.files import ontology_digest, turtle_files
from kg.ontology.rdf import load_schema
from kg.ontology.schema import Property, Relation, Schema

DIFFERENT = 1
INCONSISTENT = 1
there = click.Path(exists=True, path_type=Path)


@click.group()
def ontology() -> None:
    """Classes, relations and rules of the graph, and what is compiled from them."""


@ontology.command()
@click.argument("name", metavar="[CLASS|RELATION]", required=False)
@as_json
def show(name: str | None, as_json: bool) -> None:
    """List all classes and relations, or say all of one, such as Firm or SUPPLIES."""
    schema = load_schema()
    if name is None:
        overview = overview_json(schema)
        if as_json:
            print_json({"version": ontology_digest(), **overview})
        else:
            _show_overview(overview)
        return
    found = _find(schema, name)
    if found in schema.classes:
        print_json(class_json(schema, found)) if as_json else _show_class(schema, found)
    else:
        relation = schema.relation(found)
        print_json(relation_json(relation)) if as_json else _show_relation(relation)


@ontology.command()
@click.argument("files", type=there, nargs=-1)
@as_json
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """Check that the ontology holds together: the shipped one, or the Turtle files in FILES.

    A folder stands for all its .ttl files. The first fault is told with the name of its term,
    and the command then ends with exit code 1. Nothing is changed.
    """
    try:
        schema = check_files(_turtle(files) if files else turtle_files())
    except OntologyError as error:
        if not as_json:
            raise
        print_json({"isConsistent": False, "fault": str(error)})
        click.get_current_context().exit(INCONSISTENT)
    counts = {
        "classes": len(schema.classes),
        "relations": len(schema.relations),
        "properties": len({p.name for c in schema.classes.values() for p in c.properties}),
    }
    if as_json:
        print_json({"isConsistent": True, "fault": None, **counts})
        return
    click.echo("consistent: " + ", ".join(f"{count} {what}" for what, count in counts.items()))


@ontology.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="ttl",
    show_default=True,
    help="What to compile.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    show_default="standard output",
    help="File to write.",
)
@click.option("--yes", is_flag=True, help="Replace a file that is there.")
def export(format_: str, output: Path | None, yes: bool) -> None:
    """Compile the ontology into one document.

    ttl, jsonld and owl-xml hold all files as one ontology: in Turtle, JSON-LD and RDF/XML.
    json-schema (2020-12) has a definition for each class and relation, jsonld-context says what
    the keys of JSON data mean, cypher makes the constraints and indexes of an empty Neo4j, and svg
    is a diagram of the classes.
    """
    if output is not None and output.exists() and not yes:
        raise UsageError(f"{output} is there already; next step: add --yes to replace it")
    text = FORMATS[format_](shipped())
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.write_text(text, encoding="utf-8")
    except FileNotFoundError as error:
        raise InputError(f"no folder {output.parent}; next step: make it first") from error
    say(f"{output}: {len(text.encode()):,} bytes")


@ontology.command()
@click.argument("old", type=there)
@click.argument("new", type=there, required=False)
@as_json
def diff(old: Path, new: Path | None, as_json: bool) -> None:
    """Say what is different between two versions of the ontology: files or folders of Turtle.

    Without NEW, OLD is compared with the shipped ontology. The command ends with exit code 1
    when there are differences. An exclamation mark is before those that may make data invalid
    that was valid.
    """
    before = check_files(_turtle([old]))
    after = check_files(_turtle([new]) if new else turtle_files())
    changes = compare(before, after)
    if as_json:
        print_json({"isDifferent": bool(changes), "changes": [_change_json(c) for c in changes]})
    else:
        for change in changes:
            mark = "!" if change.may_break_data else " "
            click.echo(f"{mark} {change.kind:<9} {change.subject}: {change.text}")
        breaking = sum(change.may_break_data for change in changes)
        say(f"{len(changes)} differences, of which {breaking} may make data invalid")
    if changes:
        click.get_current_context().exit(DIFFERENT)


def _turtle(paths: Iterable[Path]) -> list[Path]:
    """The files themselves, and the .ttl files of folders."""
    found = []
    for path in paths:
        inside = sorted(path.glob("*.ttl")) if path.is_dir() else [path]
        if not inside:
            raise InputError(f"{path} holds no .ttl file; next step: name a folder that does")
        found += inside
    return found


def _find(schema: Schema, name: str) -> str:
    """The class or relation of this name, however it is capitalised."""
    terms = {term.lower(): term for term in (*schema.classes, *schema.relations)}
    exact = name if name in schema.classes or name in schema.relations else None
    found = exact or terms.get(name.lower())
    if found is None:
        near = [terms[key] for key in get_close_matches(name.lower(), terms)]
        step = f"did you mean {', '.join(near)}?" if near else "next step: kg ontology show"
        raise NotFoundError(f"the ontology has no class or relation {name!r}; {step}")
    return found


def _show_overview(overview: dict[str, Any]) -> None:
    for term in overview["classes"]:
        click.echo(f"{term['name']:<24}  {term['definition']}")
    click.echo()
    for term in overview["relations"]:
        click.echo(f"{term['name']:<24}  {term['from']} -> {term['to']}: {term['definition']}")


def _show_class(schema: Schema, name: str) -> None:
    node_class = schema.classes[name]
    click.echo(f"{name} ({node_class.caption}): {node_class.definition}")
    click.echo(f"labels: {', '.join(schema.labels(name))}")
    below = [each for each in schema.subclasses(name) if each != name]
    if below:
        click.echo(f"kinds: {', '.join(below)}")
    _show_properties("properties", node_class.properties)
    relations = relations_of(schema, name)
    if relations:
        click.echo("\nrelations")
    for relation in relations:
        click.echo(f"  {relation.domain} -{relation.type}-> {relation.range}")


def _show_relation(relation: Relation) -> None:
    click.echo(f"{relation.type} ({relation.caption}): {relation.definition}")
    most = ", at most one from a node" if relation.is_functional else ""
    click.echo(f"from {relation.domain} to {relation.range}, {relation.kind}{most}")
    _show_properties("attributes", relation.attributes)


def _show_properties(title: str, properties: tuple[Property, ...]) -> None:
    if properties:
        click.echo(f"\n{title}")
    for prop in properties:
        rule = "; ".join(rules(prop))
        kind = f"{prop.datatype.value}, {how_many(prop)}"
        click.echo(f"  {prop.name:<20} {kind}{f'; {rule}' if rule else ''}")
        click.echo(f"  {'':<20} {prop.definition}")


def _change_json(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "term": change.term,
        "property": change.property_name,
        "text": change.text,
        "mayBreakData": change.may_break_data,
    }
