"""What a source format declares: its tables, their columns and the facts that a row states."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self, TypeAlias

from kg.model import NodeRef, Reason

Cell: TypeAlias = str | list[str] | None


class Rule(str):
    """A rule in words, which knows the code of what breaks it."""

    __slots__ = ("reason",)
    reason: Reason

    def __new__(cls, text: str, reason: Reason) -> Self:
        """The words with their code."""
        rule = super().__new__(cls, text)
        rule.reason = reason
        return rule


@dataclass(frozen=True, slots=True)
class Row:
    """The cleaned cells of one row by our column names; an empty cell is absent."""

    source: str
    cells: Mapping[str, str]

    def get(self, column: str) -> str | None:
        """The cell, or None when it is empty."""
        return self.cells.get(column)

    def list(self, column: str) -> list[str]:
        """The values of a cell that holds several, parted by `|`."""
        cell = self.cells.get(column)
        if cell is None:
            return []
        return [part for part in map(str.strip, cell.split("|")) if part]

    def scoped(self, column: str) -> str:
        """An id that is unique among sources: `demo:hallam-five-axis`."""
        return f"{self.source}:{self.cells.get(column, '')}"


@dataclass(frozen=True, slots=True)
class Column:
    """A column as it is explained to those who fill it in."""

    name: str
    definition: str
    rule: str
    example: str
    is_required: bool = False
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeDraft:
    """A node that a row states, not checked yet.

    `columns` names the column of a property; `within` is the class that a class named in a file
    must lie in, and `kind` then is its column.
    """

    class_name: str
    id: str
    properties: Mapping[str, Cell]
    columns: Mapping[str, str] = field(default_factory=dict)
    within: str | None = None


@dataclass(frozen=True, slots=True)
class LinkDraft:
    """A relationship that a row states.

    `column` holds the reference, and `start_column` that to the start where a row names both. A
    required one whose target is missing rejects the row; any other waits until it arrives.
    `among` are the types that a type named in a file must be one of, and `columns` names the
    column of an attribute.
    """

    type: str
    start: NodeRef
    end: NodeRef
    column: str
    properties: Mapping[str, Cell] = field(default_factory=dict)
    required: bool = False
    among: tuple[str, ...] = ()
    start_column: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """All that one row states; `faults` are columns that it fills wrongly, each with the rule."""

    nodes: tuple[NodeDraft, ...] = ()
    links: tuple[LinkDraft, ...] = ()
    faults: Mapping[str, Rule] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of file: `columns` maps our column names to the names that files use."""

    name: str
    files: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    required: frozenset[str]
    key: tuple[str, ...]
    derive: Callable[[Row], Draft]
    # A member file is a contract, so a misspelt column is refused; a foreign export may have
    # columns that we do not use.
    is_strict: bool = False
    # Whether single cells of the key may be empty, as in a table without a key of its own.
    is_key_partial: bool = False
    # What a source writes for "unknown", besides an empty cell.
    unknown: frozenset[str] = frozenset()
    # Columns of which a cell holds one value on each of its lines.
    one_per_line: frozenset[str] = frozenset()
    # The class whose private values stand in the columns of their names, to be sealed.
    sealed: str | None = None
    # The column that names that class, where the rows of a table are of several.
    class_column: str | None = None
    # The column that says since when what a row states is retired, where rows may say so.
    retired_column: str | None = None
    documented: tuple[Column, ...] = ()
    # Today's name of each column that once had another.
    todays_names: Mapping[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        names = {former: c.name for c in self.documented for former in c.former_names}
        object.__setattr__(self, "todays_names", names)

    def private_class(self, values: Mapping[str, str]) -> str | None:
        """The class whose private values a row may hold."""
        return values.get(self.class_column) if self.class_column else self.sealed


@dataclass(frozen=True, slots=True)
class SourceFormat:
    """The tables of one kind of source in the order in which they are loaded.

    Those named in `optional` may be missing.
    """

    name: str
    tables: tuple[Table, ...]
    optional: frozenset[str] = frozenset()


def same_names(columns: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Columns whose name in the file is our name."""
    return {column: (column,) for column in columns}
