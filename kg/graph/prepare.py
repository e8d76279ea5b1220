"""Makes a database ready: migrations in order, then constraints and indexes of the ontology."""

import re
import uuid
from dataclasses import dataclass
from importlib import resources

from kg.errors import StateError
from kg.graph.connection import Connection
from kg.graph.statements import statement
from kg.graph.upgrade import check_stored_data
from kg.ontology.compile_cypher import index_statement
from kg.ontology.constraints import compile_indexes
from kg.ontology.files import ontology_digest, ontology_version
from kg.ontology.stored_schema import write_schema

# The long-term support version of Neo4j 5; years follow, 2025.01 and on.
OLDEST_SERVER = (5, 26)


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered step; it may run again without harm."""

    number: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class GraphState:
    """What the one `(:Graph)` node says; all zero for an empty database.

    `graph_id` tells this graph from every other, whatever its revision; `restoring` is the backup
    of which a restore was not ended. `feedback` counts changes of feedback, on which no revision
    depends.
    """

    revision: int = 0
    migration: int = 0
    ontology: str = ""
    graph_id: str = ""
    loads_begun: int = 0
    restoring: str | None = None
    feedback: int = 0


def read_state(connection: Connection) -> GraphState:
    """The state of the graph as it is stored now."""
    rows = connection.read(statement("graph_state"))
    if not rows:
        return GraphState()
    row = rows[0]
    return GraphState(
        row["revision"],
        row["migration"],
        row["ontology"] or "",
        row["graphId"] or "",
        row["loads"],
        row["restoring"],
        row["feedback"] or 0,
    )


def migrations() -> list[Migration]:
    """The migrations that the package ships, in order."""
    folder = resources.files("kg.graph").joinpath("migrations")
    files = sorted(
        (f for f in folder.iterdir() if f.name.endswith(".cypher")), key=lambda f: f.name
    )
    return [Migration(int(f.name[:4]), f.name, f.read_text("utf-8")) for f in files]


def prepare(connection: Connection) -> None:
    """Brings a database up to this version; does nothing when it is there already.

    Raises StateError when a newer version has written it, when it holds somebody else's graph,
    and when the server is too old.
    """
    state, steps, ontology = read_state(connection), migrations(), ontology_digest()
    latest = steps[-1].number
    if state.migration > latest:
        raise StateError(
            f"the graph was written by a newer version (migration {state.migration}, "
            f"this one knows {latest}); next step: upgrade this installation"
        )
    if (state.migration, state.ontology) == (latest, ontology) and state.graph_id:
        return
    if state == GraphState():
        _check_server(connection)
    from kg.ontology.rdf import load_schema

    schema = load_schema()
    if state != GraphState() and state.ontology != ontology:
        check_stored_data(connection, schema)
    # Constraints first: migrations may merge on keys.
    connection.define([index_statement(index) for index in compile_indexes(schema)])
    for step in steps:
        if step.number > state.migration:
            connection.define([step.text])
    connection.write(
        lambda tx: tx.run(
            statement("set_prepared"),
            migration=latest,
            ontology=ontology,
            version=ontology_version(),
            compiled=write_schema(schema),
            graphId=uuid.uuid4().hex,
        ).consume()
    )


def _check_server(connection: Connection) -> None:
    """Refuses a database that is not empty and not ours, and a server that is too old."""
    foreign = connection.read(statement("foreign_labels"))
    if foreign:
        raise StateError(
            f"the database holds a graph that is not ours (a node labelled {foreign[0]['label']!r})"
            "; next step: set KG_GRAPH_URI or KG_GRAPH_DATABASE to an empty one"
        )
    [server] = connection.read(statement("server_version"))
    if is_too_old(server["versions"][0]):
        raise StateError(
            f"the server is Neo4j {server['versions'][0]}; next step: use 5.26 or a later one"
        )


def is_too_old(version: str) -> bool:
    """Is this the version of a server that is not supported?"""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2]) < OLDEST_SERVER
