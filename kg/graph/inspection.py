"""Looks at a database without changing it: whose it is, and in what state."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.errors import ServiceError
from kg.graph.connection import Connection
from kg.graph.dialect import DATABASES
from kg.graph.lease import Held, read_lease
from kg.graph.prepare import GraphState, migrations, read_state
from kg.graph.statements import statement


@dataclass(frozen=True, slots=True)
class Inspection:
    """What is to be seen of a database; `foreign` is a label of a graph that is not ours.

    `cut_off` are loads that began and have not ended, `undoing` those of which an undo has not,
    `held` is the lease of a load that runs now, `waiting` the tables of which records wait
    for what they refer to, `sealed` the id of some contact with its sealed values.
    """

    server: str
    is_read_only: bool
    state: GraphState
    foreign: str | None = None
    cut_off: tuple[str, ...] = ()
    undoing: tuple[str, ...] = ()
    held: Held | None = None
    waiting: Mapping[str, int] = field(default_factory=dict)
    sealed: tuple[str, str] | None = None
    are_links_due: bool = False


def inspect(connection: Connection, database: str) -> Inspection:
    """All that is asked at once; raises ServiceError when the database does not answer."""
    state = read_state(connection)
    server, is_read_only = _server(connection), _is_read_only(connection, database)
    if state == GraphState():
        foreign = connection.read(statement("foreign_labels"))
        label = foreign[0]["label"] if foreign else None
        return Inspection(server, is_read_only, state, foreign=label)
    if state.migration > migrations()[-1].number:
        # A newer version may have changed all else.
        return Inspection(server, is_read_only, state)
    sealed = connection.read(statement("sealed_value"))
    [links] = connection.read(statement("derived_link_state"))
    return Inspection(
        server,
        is_read_only,
        state,
        cut_off=tuple(row["id"] for row in connection.read(statement("cut_off_loads"))),
        undoing=tuple(row["id"] for row in connection.read(statement("undoing_loads"))),
        held=read_lease(connection),
        waiting={r["table"]: r["records"] for r in connection.read(statement("count_waiting"))},
        sealed=(sealed[0]["id"], sealed[0]["sealed"]) if sealed else None,
        are_links_due=links["linkedBy"] is None,
    )


def _server(connection: Connection) -> str:
    """The version of the server, such as 5.26.12."""
    [row] = connection.read(statement("server_version"))
    return str(row["versions"][0])


def _is_read_only(connection: Connection, database: str) -> bool:
    """Is the database in read-only mode on every server? False where that cannot be seen."""
    try:
        rows = connection.read(DATABASES)
    except ServiceError:
        return False
    access = {row["access"] for row in rows if row["name"] == database}
    return access == {"read-only"}
