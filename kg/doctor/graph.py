"""Checks of the graph: whose it is, and whether it is as loads have left it."""

from collections.abc import Mapping

import filelock

from kg.doctor.finding import Finding, counted, note, of_error, ok, problem
from kg.doctor.premises import Premises
from kg.errors import KgError
from kg.graph.census import Census, changes, kept_census
from kg.graph.inspection import Inspection
from kg.graph.lease import home_id
from kg.graph.prepare import GraphState, is_too_old, migrations
from kg.ontology.files import ontology_digest

MOST_SHOWN = 5
REBUILD = (
    "if it was not meant: kg backup, then kg restore into an empty graph, which makes all from "
    "the records; what is to stay, load with kg ingest"
)


def check_graph(premises: Premises) -> Finding | None:
    """Does the graph answer, is it ours, and is it of this version?"""
    graph, address = premises.graph, premises.address
    if graph is None or address is None:
        return None
    if isinstance(graph, KgError):
        # Of the embedded engine the check before this one has told.
        return of_error(graph) if premises.wanted.server else None
    if premises.wanted.server is not None and is_too_old(graph.server):
        return problem(f"{address.uri} is Neo4j {graph.server}", "use 5.26 or a later one")
    text = _text(premises, graph)
    if graph.foreign is not None:
        return problem(
            f"{text} holds a graph that is not ours (a node labelled {graph.foreign!r})",
            "set KG_GRAPH_URI or KG_GRAPH_DATABASE to an empty one",
        )
    return _version(text, graph)


def check_loads(premises: Premises) -> Finding | None:
    """Did every load and restore come to its end?"""
    graph = premises.filled
    if graph is None:
        return None
    if graph.state.restoring:
        return problem(
            "a restore was cut off, so the graph is incomplete", "kg restore with its file again"
        )
    if not graph.cut_off and not graph.undoing:
        return ok(f"{counted(graph.state.loads_begun, 'load')}, none cut off")
    return _unfinished(premises, graph)


def _unfinished(premises: Premises, graph: Inspection) -> Finding:
    """What is to be done about loads and undos that have not ended, if none of them runs."""
    loads = ", ".join((*graph.undoing, *graph.cut_off)[:MOST_SHOWN])
    if _is_held(premises):
        return note(f"a load is running: {loads}")
    # A lease of this KG_HOME, whose lock is free, was left by a process that is gone.
    if graph.held is not None and graph.held.home != home_id(premises.wanted.home):
        return note(str(graph.held), "wait for its end, or for the end of its hold")
    if graph.undoing:
        loads, first = ", ".join(graph.undoing[:MOST_SHOWN]), graph.undoing[0]
        return problem(
            f"an undo was cut off: {loads}; a part of the records is taken out",
            f"kg load undo {first} --yes completes it",
        )
    return problem(
        f"cut off: {loads}; what was committed is kept, the rest of the rows is not there",
        "load the same files again, with --resume to go on under the same id",
    )


def check_waiting(premises: Premises) -> Finding | None:
    """Do rows wait for something that is not loaded yet?"""
    graph = premises.filled
    if graph is None:
        return None
    if not graph.waiting:
        return ok("no row waits for another")
    tables = ", ".join(f"{count:,} of {table}" for table, count in sorted(graph.waiting.items()))
    return note(
        f"rows refer to something that is not loaded yet ({tables})",
        "load what they refer to: regions by kg ingest nuts, skills by kg ingest esco",
    )


def check_links(premises: Premises) -> Finding | None:
    """Are the derived competency links up to date?"""
    graph = premises.filled
    if graph is None or not graph.state.revision:
        return None
    if graph.are_links_due:
        return note("the derived competency links are older than what they rest on", "kg reindex")
    return ok("the derived competency links are up to date")


def check_drift(premises: Premises) -> Finding | None:
    """Has something else than kg written into the graph?"""
    graph = premises.filled
    if graph is None or not graph.state.revision or graph.state.restoring:
        return None
    now = premises.census
    if now is None:
        return note("the graph changes at this moment, so it is not counted", "kg doctor again")
    if now.unsupported:
        return problem(f"without a source record: {_counts(now.unsupported)}", REBUILD)
    return _compared(premises, now, kept_census(premises.places.read_models, graph.state.graph_id))


def _compared(premises: Premises, now: Census, then: Census | None) -> Finding:
    """What the counts tell beside those that the last load kept."""
    if then is not None and then.revision > now.revision:
        return problem(
            f"the graph is at revision {now.revision:,} and was at {then.revision:,}: it was put "
            "back to an earlier state",
            f"delete the folder {premises.places.read_models}; what is in it is made again",
        )
    if then is None or then.revision != now.revision:
        return note(
            "every node and relationship rests on source records; whether some were deleted "
            "cannot be told, since they were not counted at this revision",
            "the next load under this KG_HOME counts them",
        )
    if different := changes(then, now):
        return problem(f"since the last load, without one: {_changes(different)}", REBUILD)
    nodes = counted(sum(now.nodes.values()), "node")
    links = counted(sum(now.links.values()), "relationship")
    return ok(f"{nodes} and {links}, as the last load left them")


def _text(premises: Premises, graph: Inspection) -> str:
    address = premises.wanted.server
    if address is None:
        return "the embedded graph"
    return f"{address.uri}, database {address.database}, Neo4j {graph.server}"


def _version(text: str, graph: Inspection) -> Finding:
    state, latest = graph.state, migrations()[-1].number
    if state.migration > latest:
        return problem(
            f"{text} was written by a newer version (migration {state.migration}, this one knows "
            f"{latest})",
            "upgrade this installation",
        )
    is_prepared = (state.migration, state.ontology) == (latest, ontology_digest())
    if graph.is_read_only and not is_prepared:
        return problem(
            f"{text} is read-only and not prepared for this version",
            "allow writes on the server (server.databases.read_only) until kg up has prepared it",
        )
    if state == GraphState() or not state.revision:
        return note(f"{text} is empty", "kg ingest --help")
    text = f"{text}, revision {state.revision:,}"
    if not is_prepared:
        return note(f"{text}, is of another version; the next command brings it up to this one")
    if graph.is_read_only:
        return note(f"{text}, is read-only: it answers, and takes no loads")
    return ok(text)


def _is_held(premises: Premises) -> bool:
    """Does a load hold the lock of this KG_HOME?"""
    file = premises.places.load_lock
    if not file.exists():
        return False
    lock = filelock.FileLock(file)
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        return True
    lock.release()
    return False


def _counts(counts: Mapping[str, int]) -> str:
    shown = [f"{count:,} {name}" for name, count in sorted(counts.items())]
    return ", ".join(shown[:MOST_SHOWN]) + (", …" if shown[MOST_SHOWN:] else "")


def _changes(different: Mapping[str, int]) -> str:
    more = {name: count for name, count in different.items() if count > 0}
    fewer = {name: -count for name, count in different.items() if count < 0}
    parts = [("more", more), ("fewer", fewer)]
    return "; ".join(f"{word} {_counts(counts)}" for word, counts in parts if counts)
