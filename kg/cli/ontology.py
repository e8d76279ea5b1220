"""kg ontology: what the ontology says, whether it holds together, and what is compiled from it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from kg.cli.ontology_words import (
    show_class,
    show_code_list,
    show_overview,
    show_relation,
    show_rule,
)
from kg.cli.output import check_replaced, output_option, yes_option
from kg.cli.session import as_json, print_json, say, services
from kg.errors import InputError, NotFoundError, OntologyError
from kg.ontology.check import check as check_files
from kg.ontology.compare import Change, compare
from kg.ontology.describe import (
    class_json,
    code_list_json,
    overview_json,
    relation_json,
    rule_json,
)
from kg.ontology.exports import FORMATS, shipped
from kg.ontology.files import ontology_digest, ontology_version, turtle_files
from kg.ontology.rdf import load_schema
from kg.ontology.schema import Schema
from kg.ontology.validate import Breach

DIFFERENT = 1
INCONSISTENT = 1
INVALID = 1
SHOWN_FAULTS = 20
there = click.Path(exists=True, path_type=Path)


@click.group()
def ontology() -> None:
    """Classes, relations and rules of the graph, and what is compiled from them."""


@ontology.command()
@click.argument("name", metavar="[TERM]", required=False)
@as_json
def show(name: str | None, as_json: bool) -> None:
    """List all terms, or say all of one: a class, relation, code list or rule.

    For example Firm, SUPPLIES, sizeClasses or sharesSumToOne.
    """
    schema = load_schema()
    if name is None:
        overview = overview_json(schema)
        if as_json:
            version = {"version": ontology_version(), "digest": ontology_digest()}
            print_json({**version, **overview})
        else:
            show_overview(overview)
        return
    found = _find(schema, name)
    if found in schema.classes:
        print_json(class_json(schema, found)) if as_json else show_class(schema, found)
    elif found in schema.relations:
        relation = schema.relation(found)
        print_json(relation_json(relation)) if as_json else show_relation(relation)
    elif found in schema.code_lists:
        code_list = schema.code_lists[found]
        print_json(code_list_json(code_list)) if as_json else show_code_list(code_list)
    else:
        rule = schema.rules[found]
        print_json(rule_json(rule)) if as_json else show_rule(rule)


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
        "codeLists": len(schema.code_lists),
        "rules": len(schema.rules),
    }
    if as_json:
        print_json({"isConsistent": True, "fault": None, **counts})
        return
    words = {"codeLists": "code lists"}
    told = (f"{count} {words.get(what, what)}" for what, count in counts.items())
    click.echo(f"consistent: {', '.join(told)}")


@ontology.command()
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True,
    help="How many faults to tell.",
)  # fmt: skip
@as_json
def validate(limit: int, as_json: bool) -> None:
    """Hold the stored graph to the shapes and the rules of the domain.

    Loads keep out rows that break a shape; rules over several things, such as shares that must sum
    to 1, are looked at here. The command ends with exit code 1 when something breaks one.
    """
    with services() as product:
        _tell_breaches(product.breaches(), limit, as_json)


@ontology.command()
@click.option(
    "--format",
    "format_",
    type=click.Choice(list(FORMATS)),
    default="ttl",
    show_default=True,
    help="What to compile.",
)
@output_option
@yes_option
def export(format_: str, output: Path | None, yes: bool) -> None:
    """Compile the ontology into one document.

    ttl, jsonld and owl-xml hold all files as one ontology: in Turtle, JSON-LD and RDF/XML.
    json-schema (2020-12) has a definition for each class and relation, jsonld-context says what
    the keys of JSON data mean, cypher makes the constraints and indexes of an empty Neo4j, and svg
    is a diagram of the classes.
    """
    check_replaced(output, yes)
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
@click.option("--data", is_flag=True, help="Also say which stored data NEW would make invalid.")
@as_json
def diff(old: Path, new: Path | None, data: bool, as_json: bool) -> None:
    """Say what is different between two versions of the ontology: files or folders of Turtle.

    Without NEW, OLD is compared with the shipped ontology. The command ends with exit code 1
    when there are differences. An exclamation mark is before those that may make data invalid
    that was valid.
    """
    before = check_files(_turtle([old]))
    after = check_files(_turtle([new]) if new else turtle_files())
    changes = compare(before, after)
    broken = _broken_data(after) if data else None
    if as_json:
        answer = {"isDifferent": bool(changes), "changes": [_change_json(c) for c in changes]}
        print_json(answer if broken is None else {**answer, "brokenData": broken})
    else:
        for change in changes:
            mark = "!" if change.may_break_data else " "
            click.echo(f"{mark} {change.kind:<9} {change.subject}: {change.text}")
        breaking = sum(change.may_break_data for change in changes)
        say(f"{len(changes)} differences, of which {breaking} may make data invalid")
        for fault in (broken or [])[:SHOWN_FAULTS]:
            click.echo(fault)
        if broken is not None:
            say(f"{len(broken):,} faults in the stored data under the newer version")
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
    """The term of this name, however it is capitalised."""
    names = [*schema.classes, *schema.relations, *schema.code_lists, *schema.rules]
    terms = {term.lower(): term for term in reversed(names)}
    found = name if name in names else terms.get(name.lower())
    if found is None:
        near = [terms[key] for key in get_close_matches(name.lower(), terms)]
        step = f"did you mean {', '.join(near)}?" if near else "next step: kg ontology show"
        raise NotFoundError(f"the ontology has no term {name!r}; {step}")
    return found


def _broken_data(schema: Schema) -> list[str]:
    with services() as product:
        return list(product.stored_faults(schema))


def _tell_breaches(breaches: Iterable[Breach], limit: int, as_json: bool) -> None:
    shown: list[Breach] = []
    by_term = Counter[str]()
    for breach in breaches:
        by_term[breach.term] += 1
        if len(shown) < limit:
            shown.append(breach)
    if as_json:
        counts = dict(by_term.most_common())
        print_json({"isValid": not counts, "counts": counts, "faults": [asdict(b) for b in shown]})
    else:
        for breach in shown:
            click.echo(breach.told())
        for term, count in by_term.most_common():
            say(f"{term}: {count:,}")
        if not by_term:
            click.echo("valid: all shapes and rules hold")
    if by_term:
        click.get_current_context().exit(INVALID)


def _change_json(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "term": change.term,
        "property": change.property_name,
        "text": change.text,
        "mayBreakData": change.may_break_data,
    }
