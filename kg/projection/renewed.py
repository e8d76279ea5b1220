"""The rows of a read model as they were, with what was touched since read again."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from itertools import chain

import numpy as np

from kg.graph.batch import Touched
from kg.model import NodeRef
from kg.projection.columns import Texts
from kg.projection.decode import Earlier
from kg.projection.keys import Keys, keys_of
from kg.projection.projection import Flags, Projection
from kg.projection.rows import Rows, Source
from kg.projection.tables import (
    CapabilityTable,
    OrganisationTable,
    PairTable,
    SectorTable,
    evidence_table,
    tables,
)

Ids = Mapping[str, set[str]]


def read_changed(source: Source, earlier: Projection, touched: Touched) -> Rows:
    """All rows: as they were before, and from the source where something was touched since."""
    before = Earlier.of(earlier)
    ids = _ids(touched.nodes | touched.removed)
    seats = list(tables(OrganisationTable.of, source.organisations(ids["Organisation"])))
    proofs = list(tables(evidence_table, source.evidence(ids["Evidence"])))
    concepts = list(source.competencies(ids["Competency"]))
    renewed = ids["Capability"] | _bereft(before, _ids(touched.removed))
    renewed.update(source.derived_capabilities(ids["Project"]))
    # What comes again had capabilities before, which were left out with it.
    for root, type_, old, new in (
        ("Organisation", "OFFERS", before.organisations, _each(t.ids for t in seats)),
        ("Evidence", "EVIDENCED_BY", before.evidence, _each(t.ids for t in proofs)),
        ("Competency", "OF", before.competencies, [row.id for row in concepts]),
    ):
        renewed.update(source.capabilities_at(root, type_, _arrived(old, new)))
    stays = _others(before.organisations, ids["Organisation"])
    remains = _others(before.capabilities, renewed)
    proves = _others(before.evidence, ids["Evidence"])
    return Rows(
        chain(before.organisation_tables(np.flatnonzero(stays)), seats),
        chain(
            before.capability_tables(np.flatnonzero(remains)),
            tables(CapabilityTable.of, source.capabilities(renewed)),
        ),
        chain(before.evidence_tables(np.flatnonzero(proves)), proofs),
        chain((r for r in before.competency_rows() if r.id not in ids["Competency"]), concepts),
        source.regions(),
        source.former_regions(),
        chain(
            before.states(remains), tables(PairTable.of, source.capability_competencies(renewed))
        ),
        chain(before.rests_on(remains), tables(PairTable.of, source.capability_evidence(renewed))),
        chain(
            before.sectors(np.flatnonzero(stays)),
            tables(SectorTable.of, source.organisation_sectors(ids["Organisation"])),
        ),
        chain(
            before.ties(stays),
            tables(PairTable.of, source.organisation_ties(ids["Organisation"])),
        ),
        # What is broader than what was touched, or narrower: they are few, so all are read.
        source.competency_hierarchy() if ids["Competency"] else before.broader(),
    )


def _each(columns: Iterable[Texts]) -> list[str]:
    return list(chain.from_iterable(columns))


def _arrived(before: Keys, ids: Collection[str]) -> set[str]:
    is_known = np.isin(keys_of(ids), before).tolist()
    return {id_ for id_, known in zip(ids, is_known, strict=True) if not known}


def _others(keys: Keys, ids: Collection[str]) -> Flags:
    """Which of the keys are of none of these ids."""
    return ~np.isin(keys, keys_of(ids))


def _ids(refs: Iterable[NodeRef]) -> defaultdict[str, set[str]]:
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for ref in refs:
        ids[ref.label].add(ref.id)
    return ids


def _bereft(before: Earlier, removed: Ids) -> set[str]:
    """The capabilities that lost something together with what was removed."""
    columns = before.projection.capabilities
    has_gone = ~_others(before.organisations, removed["Organisation"])
    is_bereft = has_gone[columns.organisation]
    for lists, keys, label in (
        (columns.competencies, before.competencies, "Competency"),
        (columns.evidence, before.evidence, "Evidence"),
    ):
        has_gone = ~_others(keys, removed[label])
        is_bereft[lists.owners[has_gone[lists.values]]] = True
    return {columns.ids[row] for row in np.flatnonzero(is_bereft).tolist()}
