"""The rows that the read model is made of: read whole, or what changed put into the rest."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kg.graph.batch import Touched
from kg.graph.catalogue import CapabilityRow, CompetencyRow, EvidenceRow, RegionRow
from kg.model import NodeRef, Organisation

Pair = tuple[str, str]
Ids = Collection[str] | None


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Row = TypeVar("Row", bound=_Identified)


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
    """All rows in any order.

    `states` and `rests_on` pair capabilities, `sectors` organisations with what they refer to;
    `ties` pair organisations that work together, in either order, `broader` competencies with what
    is broader.
    """

    organisations: Iterable[Organisation]
    capabilities: Iterable[CapabilityRow]
    evidence: Iterable[EvidenceRow]
    competencies: Iterable[CompetencyRow]
    regions: Iterable[RegionRow]
    former_regions: Mapping[str, str]
    states: Iterable[Pair]
    rests_on: Iterable[Pair]
    sectors: Iterable[Pair]
    ties: Iterable[Pair]
    broader: Iterable[Pair]


def read_all(source: Source) -> Rows:
    """All rows, streamed from the source."""
    return Rows(
        source.organisations(),
        source.capabilities(),
        source.evidence(),
        source.competencies(),
        source.regions(),
        source.former_regions(),
        source.capability_competencies(),
        source.capability_evidence(),
        source.organisation_sectors(),
        source.organisation_ties(),
        source.competency_hierarchy(),
    )


def read_changed(source: Source, before: Rows, touched: Touched) -> Rows:
    """All rows: as they were before, and from the source where something was touched since."""
    ids = _ids(touched.nodes | touched.removed)
    organisations = _renewed(before.organisations, source.organisations, ids["Organisation"])
    evidence = _renewed(before.evidence, source.evidence, ids["Evidence"])
    competencies = _renewed(before.competencies, source.competencies, ids["Competency"])
    capabilities = ids["Capability"] | _bereft(before, _ids(touched.removed))
    capabilities.update(source.derived_capabilities(ids["Project"]))
    # What comes again had capabilities before, which were left out with it.
    for root, type_, old, new in (
        ("Organisation", "OFFERS", before.organisations, organisations),
        ("Evidence", "EVIDENCED_BY", before.evidence, evidence),
        ("Competency", "OF", before.competencies, competencies),
    ):
        capabilities.update(source.capabilities_at(root, type_, _arrived(old, new)))
    # What is broader than what was touched, or narrower: they are few, so all are read.
    broader = source.competency_hierarchy() if ids["Competency"] else before.broader
    return Rows(
        organisations,
        _renewed(before.capabilities, source.capabilities, capabilities),
        evidence,
        competencies,
        source.regions(),
        source.former_regions(),
        [
            *(pair for pair in before.states if pair[0] not in capabilities),
            *source.capability_competencies(capabilities),
        ],
        [
            *(pair for pair in before.rests_on if pair[0] not in capabilities),
            *source.capability_evidence(capabilities),
        ],
        [
            *(pair for pair in before.sectors if pair[0] not in ids["Organisation"]),
            *source.organisation_sectors(ids["Organisation"]),
        ],
        [
            *(pair for pair in before.ties if not ids["Organisation"] & {*pair}),
            *source.organisation_ties(ids["Organisation"]),
        ],
        broader,
    )


def _arrived(before: Iterable[_Identified], now: Iterable[_Identified]) -> set[str]:
    return {row.id for row in now} - {row.id for row in before}


def _ids(refs: Iterable[NodeRef]) -> defaultdict[str, set[str]]:
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for ref in refs:
        ids[ref.label].add(ref.id)
    return ids


def _bereft(before: Rows, removed: Mapping[str, set[str]]) -> set[str]:
    """The capabilities that lost something together with what was removed."""
    return {
        *(row.id for row in before.capabilities if row.organisation in removed["Organisation"]),
        *(capability for capability, id_ in before.states if id_ in removed["Competency"]),
        *(capability for capability, id_ in before.rests_on if id_ in removed["Evidence"]),
    }


def _renewed(
    before: Iterable[Row], read: Callable[[Ids], Iterator[Row]], ids: set[str]
) -> list[Row]:
    return [*(row for row in before if row.id not in ids), *read(ids)]
