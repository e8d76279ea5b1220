"""Counts what a graph holds, so that a change that no load has made can be seen.

Whatever a load writes rests on source records, or is marked as derived, and raises the revision.
So at one and the same revision the counts are the same; and what rests on nothing, and does not
belong to the bookkeeping either, was written by something else.
"""

import json
import os
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kg.graph.connection import Connection
from kg.graph.prepare import read_state
from kg.graph.statements import statement
from kg.ontology.schema import Schema

BOOKKEEPING = frozenset(
    {"Feedback", "Graph", "Judgement", "Load", "Source", "SourceRecord", "Tombstone"}
)
# What comes and goes at one and the same revision.
UNCOUNTED = frozenset({"Feedback"})
BOOKKEEPING_LINKS = frozenset({"READ_FROM"})
# How often a graph is counted that changes meanwhile.
TRIES = 3


@dataclass(frozen=True, slots=True)
class Census:
    """How many nodes and relationships a graph has at a revision, by root class and by type.

    `unsupported` are those among them that rest on no source record.
    """

    revision: int
    nodes: Mapping[str, int]
    links: Mapping[str, int]
    unsupported: Mapping[str, int] = field(default_factory=dict)

    def to_json(self) -> str:
        """The text under which it is kept."""
        return json.dumps(asdict(self))


def take_census(connection: Connection, schema: Schema) -> Census | None:
    """The counts now; None when the graph went on changing while it was counted."""
    for _ in range(TRIES):
        before = read_state(connection).revision
        nodes, links, unsupported = Counter[str](), Counter[str](), Counter[str]()
        for row in connection.read(statement("count_nodes")):
            label = _root(row["labels"], schema)
            if label in UNCOUNTED:
                continue
            nodes[label] += row["nodes"]
            if label not in BOOKKEEPING:
                unsupported[label] += row["nodes"] - row["supported"]
        for row in connection.read(statement("count_links")):
            links[row["type"]] = row["links"]
            if row["type"] not in BOOKKEEPING_LINKS:
                unsupported[row["type"]] += row["links"] - row["supported"] - row["derived"]
        if read_state(connection).revision == before:
            return Census(before, dict(nodes), dict(links), dict(+unsupported))
    return None


def changes(earlier: Census, later: Census) -> dict[str, int]:
    """How many more (or fewer) there are of each class and type, where the number has changed."""
    before = Counter(earlier.nodes) + Counter(earlier.links)
    after = Counter(later.nodes) + Counter(later.links)
    after.subtract(before)
    return {name: number for name, number in sorted(after.items()) if number}


def keep_census(connection: Connection, schema: Schema, folder: Path) -> None:
    """Counts the graph, unless that was done at its revision, and keeps the counts under a folder.

    They may be deleted at any time, and a full disk is no reason to fail: what is missing then
    is only something to compare with.
    """
    state = read_state(connection)
    kept = kept_census(folder, state.graph_id)
    if not state.revision or (kept and kept.revision == state.revision):
        return
    census = take_census(connection, schema)
    if census is None:
        return
    file = _file(folder, state.graph_id)
    part = file.with_suffix(f".{os.getpid()}.part")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(census.to_json(), "utf-8")
        part.replace(file)


def kept_census(folder: Path, graph_id: str) -> Census | None:
    """The counts that were kept last, if they are there."""
    try:
        return Census(**json.loads(_file(folder, graph_id).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _file(folder: Path, graph_id: str) -> Path:
    return folder / graph_id / "census.json"


def _root(labels: list[str], schema: Schema) -> str:
    """The class that stands for a node: the topmost of ours, else its first label."""
    ours = sorted(label for label in labels if label in schema.classes)
    return schema.root(ours[0]) if ours else min(labels, default="(no label)")
