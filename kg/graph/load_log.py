"""What the graph remembers of each load: its records by table and file, and what became of them."""

from dataclasses import dataclass

from kg.graph.connection import Connection
from kg.graph.statements import statement


@dataclass(frozen=True, slots=True)
class LoadPart:
    """How many records a load brought from one file into one table, with one fate.

    `superseded_in` is the load that superseded them, if one did, and `retired_in` the one that
    found their rows gone; `is_undone` when their own was undone.
    """

    table: str
    file: str
    records: int
    superseded_in: str | None = None
    is_undone: bool = False
    retired_in: str | None = None

    @property
    def is_in_force(self) -> bool:
        """Whether what they state holds."""
        return self.superseded_in is None and self.retired_in is None and not self.is_undone


class LoadLog:
    """Reads what loads have left behind."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def parts(self, load: str) -> list[LoadPart]:
        """The records that a load brought, counted by table, file and fate."""
        rows = self._connection.read(statement("load_parts"), load=load)
        parts = [
            LoadPart(
                row["table"],
                row["file"],
                row["records"],
                row["supersededIn"],
                bool(row["isUndone"]),
                row["retiredIn"],
            )
            for row in rows
        ]
        return sorted(parts, key=_place)

    def superseded(self, load: str) -> list[str]:
        """The ids of the records that a load superseded, in order."""
        rows = self._connection.stream(statement("superseded_ids"), load=load)
        return sorted(row["id"] for row in rows)

    def retired(self, load: str) -> list[str]:
        """The ids of the records that a load retired, in order."""
        rows = self._connection.stream(statement("retired_ids"), load=load)
        return sorted(row["id"] for row in rows)


def _place(part: LoadPart) -> tuple[str, str, str, str, bool]:
    return part.table, part.file, part.superseded_in or "", part.retired_in or "", part.is_undone
