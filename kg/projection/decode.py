"""The rows that a read model was made of, as tables of some thousands each.

Building it of them again gives the same columns; of capabilities those that were left out then are
missing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.graph.catalogue import CompetencyRow
from kg.projection.columns import Categories, Lists, Texts
from kg.projection.keys import Keys, keys_of
from kg.projection.projection import (
    Capabilities,
    Evidence,
    Flags,
    Organisations,
    Projection,
    parts,
)
from kg.projection.table import part_of, some_of
from kg.projection.tables import CapabilityTable, OrganisationTable, Pair, PairTable, SectorTable

RowNumbers = NDArray[np.integer]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A read model with the keys of its rows."""

    projection: Projection
    organisations: Keys
    capabilities: Keys
    evidence: Keys
    competencies: Keys

    @classmethod
    def of(cls, projection: Projection) -> "Earlier":
        """The read model with the keys of its ids."""
        return cls(
            projection,
            keys_of(projection.organisations.ids),
            keys_of(projection.capabilities.ids),
            keys_of(projection.evidence.ids),
            keys_of(projection.competencies.ids),
        )

    def organisation_tables(self, rows: RowNumbers) -> Iterator[OrganisationTable]:
        """What is stated of some organisations."""
        columns = self.projection.organisations
        return (_organisations(columns, some) for some in some_of(rows))

    def capability_tables(self, rows: RowNumbers) -> Iterator[CapabilityTable]:
        """What is stated of some capabilities."""
        columns, texts = self.projection.capabilities, self.projection.statements.texts
        for some in some_of(rows):
            own = part_of(texts, columns.text[some])
            seats = self.organisations[columns.organisation[some]]
            yield _capabilities(columns, some, self.capabilities[some], seats, own)

    def evidence_tables(self, rows: RowNumbers) -> Iterator[Evidence]:
        """Some of the evidence."""
        return (part_of(self.projection.evidence, some) for some in some_of(rows))

    def states(self, is_kept: Flags) -> Iterator[PairTable]:
        """The competencies of some capabilities."""
        pairs = self.projection.capabilities.competencies
        return _pairs(pairs, is_kept, self.capabilities, self.competencies)

    def rests_on(self, is_kept: Flags) -> Iterator[PairTable]:
        """The evidence of some capabilities."""
        return _pairs(
            self.projection.capabilities.evidence, is_kept, self.capabilities, self.evidence
        )

    def sectors(self, rows: RowNumbers) -> Iterator[SectorTable]:
        """The sectors of some organisations."""
        sectors = self.projection.organisations.sectors
        of = [parts(text) for text in sectors.texts]
        for some in some_of(rows):
            own = [of[code] for code in sectors.codes[some].tolist()]
            counts = [len(each) for each in own]
            yield SectorTable(
                np.repeat(self.organisations[some], counts),
                Texts.of(sector for each in own for sector in each),
            )

    def ties(self, is_kept: Flags) -> Iterator[PairTable]:
        """The ties between some organisations."""
        members = self.projection.works.members
        ends = members.values[members.offsets[len(self.evidence)] :].reshape(-1, 2)
        for some in some_of(np.flatnonzero(is_kept[ends].all(axis=1))):
            left, right = ends[some].T
            yield PairTable(self.organisations[left], self.organisations[right])

    def competency_rows(self) -> Iterator[CompetencyRow]:
        """All competencies with their labels, the preferred one first."""
        columns = self.projection.competencies
        labels = list(columns.labels)
        rows = np.arange(len(columns.ids) + 1)
        begins = np.searchsorted(columns.label_competency, rows).tolist()
        own = zip(columns.ids, columns.names, begins[:-1], begins[1:], strict=True)
        return (CompetencyRow(id_, name, tuple(labels[a + 1 : b])) for id_, name, a, b in own)

    def broader(self) -> list[Pair]:
        """All competencies with what is broader."""
        columns = self.projection.competencies
        ids, lists = list(columns.ids), columns.broader
        pairs = zip(lists.owners.tolist(), lists.values.tolist(), strict=True)
        return [(ids[a], ids[b]) for a, b in pairs]


def _organisations(columns: Organisations, rows: RowNumbers) -> OrganisationTable:
    def texts(column: Categories) -> Texts:
        return part_of(column.texts, column.codes[rows])

    return OrganisationTable(
        part_of(columns.ids, rows),
        part_of(columns.names, rows),
        part_of(columns.kinds, rows),
        texts(columns.countries),
        texts(columns.regions),
        part_of(columns.doubts, rows),
        part_of(columns.cities, rows),
        columns.latitudes[rows],
        columns.longitudes[rows],
        texts(columns.sizes),
        columns.employees[rows],
        texts(columns.languages),
    )


def _capabilities(
    columns: Capabilities, rows: RowNumbers, keys: Keys, seats: Keys, texts: Texts
) -> CapabilityTable:
    return CapabilityTable(
        part_of(columns.ids, rows),
        keys,
        seats,
        texts,
        keys_of(texts),
        columns.status[rows],
        columns.level[rows],
        columns.recorded[rows],
        columns.consortium[rows],
        part_of(columns.doubts, rows),
        part_of(columns.capacities, rows),
    )


def _pairs(lists: Lists, is_kept: Flags, left: Keys, right: Keys) -> Iterator[PairTable]:
    owners = lists.owners
    for some in some_of(np.flatnonzero(is_kept[owners])):
        yield PairTable(left[owners[some]], right[lists.values[some]])
