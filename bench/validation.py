"""How much faster the compiled contract checks firms than pyshacl, on the same firms.

    python -m bench.validation [--firms 400] [--rounds 3]

Each firm has a value for every property of its shape, and one in ten breaks a rule. Both sides are
warmed up, take turns, and must find the same firms at fault. The ratio is of medians. The rules of
the domain are left out on both sides: they are of whole graphs, and in SPARQL they take pyshacl
much longer than all the rest.
"""

import statistics
import time
from collections.abc import Callable
from typing import Any

import click
import pyshacl
from rdflib import RDF, SH, XSD, Graph, Literal, Namespace

from kg.ontology.compile_rdf import merge
from kg.ontology.compile_shapes import complete_shapes
from kg.ontology.contract import Contract
from kg.ontology.files import turtle_files
from kg.ontology.rdf import load_schema, read_graph
from kg.ontology.schema import Schema
from kg.ontology.triples import VC

FIRM = Namespace("https://firms.example/")
FAULT_EVERY = 10
# The contract is so much faster that it must check more firms for its clock to tell.
REPEATS = 20


@click.command()
@click.option("--firms", default=400, show_default=True)
@click.option("--rounds", default=3, show_default=True)
def main(firms: int, rounds: int) -> None:
    """Prints firms a second of both, and their ratio."""
    schema = load_schema()
    rows = [_firm(schema, number) for number in range(firms)]
    graph = _as_rdf(schema, rows)
    shapes = complete_shapes(merge(read_graph(turtle_files()), "bench"), schema)
    shapes.remove((None, SH.sparql, None))
    contract = Contract(schema)
    ours, theirs = _faulty(contract, rows), _faulty_by_shacl(graph, shapes)
    if ours != theirs:
        raise click.ClickException(f"they disagree about {sorted(ours ^ theirs)[:5]}")
    ours_seconds, their_seconds = [], []
    for _ in range(rounds):
        their_seconds.append(_seconds(lambda: _faulty_by_shacl(graph, shapes)))
        ours_seconds.append(_seconds(lambda: [_faulty(contract, rows) for _ in range(REPEATS)]))
    our_rate = REPEATS * firms / statistics.median(ours_seconds)
    their_rate = firms / statistics.median(their_seconds)
    click.echo(f"firms {firms}, {len(ours)} at fault, {len(rows[1])} properties each")
    click.echo(f"pyshacl            {their_rate:>10,.0f} firms/s")
    click.echo(f"compiled contract  {our_rate:>10,.0f} firms/s")
    click.echo(f"ratio              {our_rate / their_rate:>10,.0f}")


def _seconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def _firm(schema: Schema, number: int) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for prop in schema.classes["Firm"].public_properties():
        example = prop.example or (prop.values[0] if prop.values else "true")
        values[prop.name] = example.split(" | ") if prop.many else example
    values["id"] = f"firm-{number}"
    if number % FAULT_EVERY == 0:
        values["country"] = "Germany"
    return values


def _as_rdf(schema: Schema, rows: list[dict[str, Any]]) -> Graph:
    datatypes = {p.name: p.datatype.value for p in schema.classes["Firm"].public_properties()}
    graph = Graph()
    for row in rows:
        for label in schema.labels("Firm"):
            graph.add((FIRM[row["id"]], RDF.type, VC[label]))
        for name, value in row.items():
            datatype = None if datatypes[name] == "string" else XSD[datatypes[name]]
            for one in value if isinstance(value, list) else [value]:
                graph.add((FIRM[row["id"]], VC[name], Literal(one, datatype=datatype)))
    return graph


def _faulty(contract: Contract, rows: list[dict[str, Any]]) -> set[str]:
    return {row["id"] for row in rows if isinstance(contract.check_node("Firm", row), tuple)}


def _faulty_by_shacl(graph: Graph, shapes: Graph) -> set[str]:
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    if not isinstance(report, Graph):
        raise TypeError(report)
    return {str(node).removeprefix(FIRM) for node in report.objects(None, SH.focusNode)}


if __name__ == "__main__":
    main()
