"""The declared rule for facts that disagree: the rank of the source, then evidence, then recency.

- *Rank*: a smaller number is better, and any is better than none (`kg source set NAME --rank N`).
- *Evidence*: the day that the row itself states for a value, where the ontology names the
  property that holds it (`vc:datedBy`); the later day wins, and any day wins over none.
- *Recency*: the load, then the file's name, then the line.

Relationships and classes have no day, so rank and recency decide about them.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from kg.model import NodeFact, SourceRecord
from kg.ontology.schema import Schema

Recency: TypeAlias = tuple[int, str, int, str]
Order: TypeAlias = tuple[bool, float, Recency]

UNRANKED = float("inf")


class Because(StrEnum):
    """By which part of the rule one value won over another."""

    RANK = "rank"
    EVIDENCE = "evidence"
    RECENCY = "recency"


def recency(record: SourceRecord) -> Recency:
    """The order of records in time; loads end in a running number."""
    return int(record.load.rpartition("-")[2]), record.file, record.row, record.id


@dataclass(frozen=True, slots=True)
class Precedence:
    """The ranks of sources, and by which property of its class a property is dated."""

    ranks: Mapping[str, int] = field(default_factory=dict)
    dates: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, schema: Schema, ranks: Mapping[str, int]) -> "Precedence":
        """The rule as the ontology and the ranks of a graph declare it."""
        dates = {
            name: {prop.name: prop.dated_by for prop in node_class.properties if prop.dated_by}
            for name, node_class in schema.classes.items()
        }
        return cls(ranks, {name: dated for name, dated in dates.items() if dated})

    def weight(self, record: SourceRecord) -> float:
        """How much its source counts, whatever the record says; the better rank is greater."""
        return -self.ranks.get(record.source, UNRANKED)

    def order(self, record: SourceRecord) -> Order:
        """The order of records in which each wins over those before it; retired ones lose."""
        return record.retired is None, self.weight(record), recency(record)

    def day(self, fact: NodeFact, name: str) -> dt.date:
        """The day that a row states for a value; the first of all days where it states none."""
        day = fact.properties.get(self.dates.get(fact.class_name, {}).get(name, ""))
        if isinstance(day, dt.datetime):
            return day.date()
        return day if isinstance(day, dt.date) else dt.date.min

    def because(
        self, name: str, won: tuple[NodeFact, SourceRecord], lost: tuple[NodeFact, SourceRecord]
    ) -> Because:
        """By what the one value of a property won over the other."""
        if self.weight(won[1]) != self.weight(lost[1]):
            return Because.RANK
        if self.day(won[0], name) != self.day(lost[0], name):
            return Because.EVIDENCE
        return Because.RECENCY
