"""Sources as the graph keeps them: a name and settings, which every load of it goes by."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.errors import NotFoundError
from kg.graph.connection import Connection
from kg.graph.statements import statement
from kg.model import Scalar

# What notes a work in progress is no setting.
NO_SETTINGS = frozenset({"isRankDue"})


@dataclass(frozen=True, slots=True)
class Source:
    """A source, its settings in the ontology's words, and how many loads read it."""

    id: str
    settings: Mapping[str, Scalar] = field(default_factory=dict)
    loads: int = 0


class Sources:
    """The sources of one graph."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> list[Source]:
        """Every source, by name."""
        found = []
        for row in self._connection.read(statement("all_sources")):
            settings = {k: v for k, v in row["properties"].items() if k not in NO_SETTINGS}
            found.append(Source(settings.pop("id"), settings, row["loads"]))
        return sorted(found, key=lambda source: source.id)

    def find(self, name: str) -> Source | None:
        """The source of this name, if there is one."""
        return next((source for source in self.all() if source.id == name), None)

    def source(self, name: str) -> Source:
        """The source of this name; NotFoundError when there is none."""
        found = self.find(name)
        if found is None:
            raise NotFoundError(f"no source {name!r}; next step: kg source list")
        return found
