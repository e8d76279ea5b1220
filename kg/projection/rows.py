"""The rows that the read model is made of, as they are read."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from kg.graph.catalogue import CapabilityRow, CompetencyRow, EvidenceRow, RegionRow
from kg.model import Organisation
from kg.projection.projection import Evidence
from kg.projection.tables import (
    CapabilityTable,
    OrganisationTable,
    Pair,
    PairTable,
    SectorTable,
    evidence_table,
    tables,
)

Ids = Collection[str] | None


class Source(Protocol):
    """What rows are read from: all of them, or those with the given ids that are there.

    Pairs are chosen by what they begin with: a capability, or an organisation; ties by both ends.
    """

    def organisations(self, ids: Ids = None) -> Iterator[Organisation]: ...
    def capabilities(self, ids: Ids = None) -> Iterator[CapabilityRow]: ...
    def capability_competencies(self, ids: Ids = None) -> Iterator[Pair]: ...
    def capability_evidence(self, ids: Ids = None) -> Iterator[Pair]: ...
    def organisation_sectors(self, ids: Ids = None) -> Iterator[Pair]: ...
    def organisation_ties(self, ids: Ids = None) -> Iterator[Pair]: ...
    def competency_hierarchy(self) -> Iterator[Pair]: ...
    def evidence(self, ids: Ids = None) -> Iterator[EvidenceRow]: ...
    def competencies(self, ids: Ids = None) -> Iterator[CompetencyRow]: ...
    def derived_capabilities(self, projects: Collection[str]) -> Iterator[str]: ...
    def capabilities_at(self, root: str, type_: str, ids: Collection[str]) -> Iterator[str]: ...
    def regions(self) -> Iterator[RegionRow]: ...
    def former_regions(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Rows:
    """All rows in any order, as tables of some thousands each where there may be many.

    `states` and `rests_on` pair capabilities with what they refer to; `ties` pair organisations
    that work together, in either order, `broader` competencies with what is broader.
    """

    organisations: Iterable[OrganisationTable]
    capabilities: Iterable[CapabilityTable]
    evidence: Iterable[Evidence]
    competencies: Iterable[CompetencyRow]
    regions: Iterable[RegionRow]
    former_regions: Mapping[str, str]
    states: Iterable[PairTable]
    rests_on: Iterable[PairTable]
    sectors: Iterable[SectorTable]
    ties: Iterable[PairTable]
    broader: Iterable[Pair]


def read_all(source: Source) -> Rows:
    """All rows, streamed from the source."""
    return Rows(
        tables(OrganisationTable.of, source.organisations()),
        tables(CapabilityTable.of, source.capabilities()),
        tables(evidence_table, source.evidence()),
        source.competencies(),
        source.regions(),
        source.former_regions(),
        tables(PairTable.of, source.capability_competencies()),
        tables(PairTable.of, source.capability_evidence()),
        tables(SectorTable.of, source.organisation_sectors()),
        tables(PairTable.of, source.organisation_ties()),
        source.competency_hierarchy(),
    )
