"""The rows that a read model was made of: the way back from its columns."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kg.graph.catalogue import CapabilityRow, CompetencyRow, EvidenceRow, RegionRow
from kg.model import Organisation
from kg.projection.columns import Lists
from kg.projection.projection import (
    STATUSES,
    UNKNOWN,
    Capabilities,
    Competencies,
    Evidence,
    Organisations,
    Projection,
    Regions,
    parts,
)
from kg.projection.rows import Pair, Rows
from kg.projection.works import ties_of


def rows_of(projection: Projection) -> Rows:
    """The rows of a read model; building it of them again gives the same columns.

    Of capabilities those that were left out are missing.
    """
    columns, organisations = projection.capabilities, projection.organisations
    capabilities = list(columns.ids)
    return Rows(
        _organisations(organisations),
        _capabilities(columns, list(organisations.ids), list(projection.statements.texts)),
        _evidence(projection.evidence),
        _competencies(projection.competencies),
        _regions(projection.regions),
        _former(projection.regions),
        _pairs(columns.competencies, capabilities, list(projection.competencies.ids)),
        _pairs(columns.evidence, capabilities, list(projection.evidence.ids)),
        [
            (id_, sector)
            for id_, sectors in zip(organisations.ids, organisations.sectors, strict=True)
            for sector in parts(sectors)
        ],
        ties_of(projection.works, organisations.ids, len(projection.evidence.ids)),
        _pairs(projection.competencies.broader, *[list(projection.competencies.ids)] * 2),
    )


def _organisations(columns: Organisations) -> list[Organisation]:
    # The sectors of an organisation are no property of its own: they are read as pairs.
    rows = (columns[row] for row in range(len(columns.ids)))
    return [replace(row, profile=replace(row.profile, sectors=())) for row in rows]


def _capabilities(
    columns: Capabilities, organisations: Sequence[str], texts: Sequence[str]
) -> list[CapabilityRow]:
    return [
        CapabilityRow(
            id_,
            organisations[organisation],
            texts[text],
            STATUSES[status],
            None if level == UNKNOWN else level,
            _day(recorded),
            consortium,
            tuple(doubts.splitlines()),
            columns.capacities[row],
        )
        for row, (
            id_,
            organisation,
            text,
            status,
            level,
            recorded,
            consortium,
            doubts,
        ) in enumerate(
            zip(
                columns.ids,
                columns.organisation.tolist(),
                columns.text.tolist(),
                columns.status.tolist(),
                columns.level.tolist(),
                columns.recorded.tolist(),
                columns.consortium.tolist(),
                columns.doubts,
                strict=True,
            )
        )
    ]


def _evidence(columns: Evidence) -> list[EvidenceRow]:
    days = zip(columns.issued.tolist(), columns.expires.tolist(), strict=True)
    return [
        EvidenceRow(id_, _day(issued), _day(expires), certificate or None, is_work)
        for id_, certificate, is_work, (issued, expires) in zip(
            columns.ids, columns.certificates, columns.are_work.tolist(), days, strict=True
        )
    ]


def _competencies(columns: Competencies) -> list[CompetencyRow]:
    labels = list(columns.labels)
    # Labels stand in the order of their competencies, the preferred one first.
    begins = np.searchsorted(columns.label_competency, np.arange(len(columns.ids) + 1)).tolist()
    return [
        CompetencyRow(id_, name, tuple(labels[begin + 1 : end]))
        for id_, name, begin, end in zip(
            columns.ids, columns.names, begins[:-1], begins[1:], strict=True
        )
    ]


def _regions(columns: Regions) -> list[RegionRow]:
    names = [names.split("\n") for names in columns.names]
    points = zip(columns.latitudes.tolist(), columns.longitudes.tolist(), strict=True)
    return [
        RegionRow(id_, name, tuple(others), None if np.isnan(point[0]) else point)
        for id_, (name, *others), point in zip(columns.ids, names, points, strict=True)
    ]


def _former(columns: Regions) -> dict[str, str]:
    regions = list(columns.ids)
    return {
        code: regions[row]
        for code, row in zip(columns.former, columns.successors.tolist(), strict=True)
    }


def _pairs(lists: Lists, left: Sequence[str], right: Sequence[str]) -> list[Pair]:
    return [(left[a], right[b]) for a, b in lists.pairs()]


def _day(day: int) -> dt.date | None:
    return None if day == UNKNOWN else dt.date.fromordinal(day)
