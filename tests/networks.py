"""Tiny networks of organisations for tests, without a graph."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.graph.catalogue import RegionRow
from kg.graph.network import GroupRow, MembershipRow, TieRow
from kg.model import Organisation
from kg.ontology.rdf import load_schema
from kg.projection.network.build import NetworkBuilder
from kg.projection.network.columns import GROUPS
from kg.projection.network.reader import NetworkReader
from kg.projection.network.types import TieType, tie_types
from tests.factories import FakeCatalogue, region, slug

REGIONS = [region(code, f"Region {code}") for code in ("DE", "DE21", "UK", "UKE3", "UKE32")]


def day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def tie(
    start: str,
    end: str,
    *,
    since: str | None = None,
    until: str | None = None,
    amount: float | None = None,
    currency: str | None = None,
) -> TieRow:
    return TieRow(slug(start), slug(end), day(since), day(until), amount, currency)


@dataclass
class FakeRelationships:
    """Relationships by type, and by type the members of groups that are named by their ids."""

    related: Mapping[str, Sequence[TieRow]] = field(default_factory=dict)
    shared: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    days: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)

    def ties(self, type_: str) -> Iterator[TieRow]:
        return iter(self.related.get(type_, ()))

    def groups(self, label: str) -> Iterator[GroupRow]:
        for type_, groups in self.shared.items():
            if GROUPS[type_].label == label:
                for group in groups:
                    since, until = self.days.get(group, (None, None))
                    yield GroupRow(group, group.title(), label, day(since), day(until))

    def memberships(self, type_: str, _label: str) -> Iterator[MembershipRow]:
        for group, members in self.shared.get(type_, {}).items():
            for member in members:
                yield MembershipRow(slug(member), group)


def network(
    organisations: Sequence[Organisation],
    related: Mapping[str, Sequence[TieRow]] | None = None,
    shared: Mapping[str, Mapping[str, Sequence[str]]] | None = None,
    *,
    days: Mapping[str, tuple[str | None, str | None]] | None = None,
    former: Mapping[str, str] | None = None,
    sectors: Sequence[tuple[str, str]] = (),
    places: Sequence[RegionRow] = REGIONS,
) -> NetworkReader:
    """A reader of the network of these organisations; groups may bear a first and a last day."""
    nodes = FakeCatalogue(organisations, places=places, former=former or {}, sectors=sectors)
    rows = FakeRelationships(related or {}, shared or {}, days or {})
    return NetworkReader(NetworkBuilder(nodes, rows, _types).build(7))


@cache
def _types() -> tuple[TieType, ...]:
    return tie_types(load_schema())
