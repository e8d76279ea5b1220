"""Gathers the statements of a file by what they are about."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeAlias

from pyoxigraph import Literal, NamedNode

from kg.ingest.rdf.limits import MOST_STATEMENTS
from kg.ingest.rdf.parse import Statement
from kg.ingest.rdf.scan import refuse

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE = f"{RDF}type"


class Text(NamedTuple):
    """A literal: its lexical form, the IRI of its datatype, and its language tag if it has one."""

    text: str
    datatype: str
    language: str | None


Object: TypeAlias = str | Text


@dataclass(slots=True)
class Thing:
    """What is said of one subject, by predicate, and the line and file where it first stands."""

    line: int
    said: dict[str, list[Object]] = field(default_factory=dict)
    file: str = ""

    def iris(self, predicate: str) -> list[str]:
        """What a predicate leads to: IRIs and blank nodes."""
        return [o for o in self.said.get(predicate, ()) if isinstance(o, str)]

    def texts(self, predicate: str) -> list[str]:
        """The literals of a predicate, without datatype and language."""
        return [o.text for o in self.said.get(predicate, ()) if isinstance(o, Text)]


@dataclass
class Things:
    """All subjects in the order of the file, and how many statements were left out and why."""

    by_name: Mapping[str, Thing]
    provenance: int = 0
    elsewhere: int = 0


@dataclass
class _Heap:
    """The statements of the default graph, or of all named graphs."""

    things: dict[str, Thing] = field(default_factory=dict)
    is_typed: bool = False
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, statement: Statement) -> None:
        thing = self.things.get(statement.subject)
        if thing is None:
            thing = self.things[statement.subject] = Thing(statement.line, file=statement.file)
        self.is_typed |= statement.predicate == TYPE
        thing.said.setdefault(sys.intern(statement.predicate), []).append(_object(statement))


def gather(
    path: Path, statements: Iterable[Statement], is_provenance: Callable[[str], bool]
) -> Things:
    """The things of the default graph if any of them has a class, else of all named graphs.

    Statements whose predicate only tells where others come from are counted, not kept. Raises
    InputError for a file with more statements than are kept, and for one with none.
    """
    default, named = _Heap(), _Heap()
    kept = 0
    for statement in statements:
        is_default = statement.graph is None
        heap = default if is_default else named
        heap.counts["all"] += 1
        if is_provenance(statement.predicate):
            heap.counts["provenance"] += 1
            continue
        if default.is_typed and not is_default:
            # From here on it is known that named graphs are not read.
            named.things.clear()
            continue
        heap.add(statement)
        kept += 1
        if kept > MOST_STATEMENTS:
            what = f"holds more than {MOST_STATEMENTS:,} statements"
            raise refuse(path, what, "split it into several files")
    if not default.counts["all"] + named.counts["all"]:
        raise refuse(path, "holds no statement", "check that it is the file that was meant")
    read = default if default.is_typed or not named.is_typed else named
    left = named if read is default else default
    return Things(read.things, read.counts["provenance"], left.counts["all"])


def _object(statement: Statement) -> Object:
    term = statement.object
    if isinstance(term, Literal):
        return Text(term.value, sys.intern(term.datatype.value), term.language)
    return term.value if isinstance(term, NamedNode) else str(term)
