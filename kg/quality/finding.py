"""What a check of plausibility finds, and what such a check is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.model import NodeRef
from kg.quality.survey import Survey


@dataclass(frozen=True, slots=True)
class Finding:
    """A value that is doubtful: at which node, why, and the ids of the records that state it."""

    node: NodeRef
    term: str
    value: str
    reason: str
    records: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources behind it, by name."""
        return sources_of(self.records)


@dataclass(frozen=True, slots=True)
class Check:
    """A row of the table of checks; `look` reads the survey and changes nothing.

    What it finds lowers an answer's rank, unless that takes note of it by other means.
    """

    name: str
    look: Callable[[Survey], Iterator[Finding]]
    lowers: bool = True

    @property
    def says(self) -> str:
        """What is doubtful, in one sentence."""
        return " ".join((self.look.__doc__ or "").split())


def sources_of(records: Iterable[str]) -> tuple[str, ...]:
    """The sources of records; the id of a record begins with its source."""
    return tuple(sorted({record.partition("/")[0] for record in records}))
