"""Tiny makers of test data, and the fakes of catalogue and encoder that rooms share."""

import datetime as dt
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.graph.catalogue import CapabilityRow, CompetencyRow, EvidenceRow, RegionRow
from kg.graph.sealer import Sealer
from kg.ingest.facts import CheckedLink, Statement
from kg.ingest.quarantine.entry import Fault, KeptOut
from kg.model import (
    Citation,
    LinkFact,
    LinkRef,
    NodeFact,
    NodeRef,
    Organisation,
    Reason,
    SourceRecord,
    Value,
)
from kg.projection.build import Builder
from kg.projection.projection import Projection
from kg.projection.words import Words

WORDS = Words()
# One key for all loads of a test run, so that the same row is sealed alike on every engine.
SEALER = Sealer(Path(tempfile.mkdtemp(prefix="kg-test-")) / "seal.key")


def slug(text: str) -> str:
    return re.sub(r"\W+", "-", text.lower()).strip("-")


# --- what the catalogue gives


def firm(
    name: str,
    *,
    region: str | None = None,
    country: str | None = None,
    kind: str = "Firm",
    doubts: tuple[str, ...] = (),
) -> Organisation:
    seat = country or (region or "")[:2] or None
    return Organisation(slug(name), name, kind, seat, region, doubts=doubts)


def capability(
    organisation: str,
    text: str,
    *,
    status: str = "claimed",
    level: int | None = None,
    recorded_on: dt.date | None = None,
    shared_by: int | None = None,
    doubts: tuple[str, ...] = (),
) -> CapabilityRow:
    stated = (text, status, level, recorded_on, shared_by, doubts)
    return CapabilityRow(f"{slug(organisation)}/{slug(text)}", slug(organisation), *stated)


def competency(label: str, *alternatives: str) -> CompetencyRow:
    return CompetencyRow(slug(label), label, alternatives)


def proof(title: str, issued_on: dt.date | None = None, *, is_work: bool = False) -> EvidenceRow:
    return EvidenceRow(slug(title), issued_on, None, is_work=is_work)


def region(code: str, name: str, *alternatives: str) -> RegionRow:
    return RegionRow(code, name, alternatives)


def citation(id_: str, kind: str = "statement") -> Citation:
    return Citation(id_, kind, id_, None, "demo", "demo-1", "capabilities.csv", 2)


Ids = Collection[str] | None


def _is_meant(id_: str, ids: Ids) -> bool:
    return ids is None or id_ in ids


@dataclass
class FakeCatalogue:
    """The catalogue's streams from lists; pairs are capability first, but project in `derived`.

    In `hierarchy` what is narrower comes first.
    """

    firms: Sequence[Organisation] = ()
    offers: Sequence[CapabilityRow] = ()
    skills: Sequence[CompetencyRow] = ()
    proofs: Sequence[EvidenceRow] = ()
    places: Sequence[RegionRow] = ()
    states: Sequence[tuple[str, str]] = ()
    rests_on: Sequence[tuple[str, str]] = ()
    former: Mapping[str, str] = field(default_factory=dict)
    derived: Sequence[tuple[str, str]] = ()
    sectors: Sequence[tuple[str, str]] = ()
    ties: Sequence[tuple[str, str]] = ()
    hierarchy: Sequence[tuple[str, str]] = ()
    cited: list[str] = field(default_factory=list)

    def organisations(self, ids: Ids = None) -> Iterator[Organisation]:
        return (row for row in self.firms if _is_meant(row.id, ids))

    def capabilities(self, ids: Ids = None) -> Iterator[CapabilityRow]:
        return (row for row in self.offers if _is_meant(row.id, ids))

    def competencies(self, ids: Ids = None) -> Iterator[CompetencyRow]:
        return (row for row in self.skills if _is_meant(row.id, ids))

    def evidence(self, ids: Ids = None) -> Iterator[EvidenceRow]:
        return (row for row in self.proofs if _is_meant(row.id, ids))

    def former_regions(self) -> dict[str, str]:
        return dict(self.former)

    def regions(self) -> Iterator[RegionRow]:
        return iter(self.places)

    def capability_competencies(self, ids: Ids = None) -> Iterator[tuple[str, str]]:
        return (pair for pair in self.states if _is_meant(pair[0], ids))

    def capability_evidence(self, ids: Ids = None) -> Iterator[tuple[str, str]]:
        return (pair for pair in self.rests_on if _is_meant(pair[0], ids))

    def organisation_sectors(self, ids: Ids = None) -> Iterator[tuple[str, str]]:
        return (pair for pair in self.sectors if _is_meant(pair[0], ids))

    def organisation_ties(self, ids: Ids = None) -> Iterator[tuple[str, str]]:
        return (p for p in self.ties if _is_meant(p[0], ids) or _is_meant(p[1], ids))

    def competency_hierarchy(self) -> Iterator[tuple[str, str]]:
        return iter(self.hierarchy)

    def derived_capabilities(self, projects: Collection[str]) -> Iterator[str]:
        return (c for p, c in self.derived if p in projects)

    def capabilities_at(self, root: str, type_: str, ids: Collection[str]) -> Iterator[str]:
        match root, type_:
            case "Organisation", "OFFERS":
                return (row.id for row in self.offers if row.organisation in ids)
            case "Competency", "OF":
                return (capability for capability, id_ in self.states if id_ in ids)
            case _:
                return (capability for capability, id_ in self.rests_on if id_ in ids)

    def cite(self, evidence: Sequence[str], capabilities: Sequence[str]) -> dict[str, Citation]:
        self.cited += [*evidence, *capabilities]
        found = {id_: citation(id_, "reference") for id_ in evidence}
        return found | {id_: citation(id_) for id_ in capabilities}


class BagEncoder:
    """Meaning as the set of words: texts with the same words have the same vector."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.zeros((len(texts), 256), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in WORDS.stems(text):
                vectors[row, self._places.setdefault(word, len(self._places))] = 1
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors / np.where(lengths == 0, 1, lengths)


def project(catalogue: FakeCatalogue, encoder: BagEncoder | None = None) -> Projection:
    """The read model of a fake catalogue at revision 7."""
    encoder = encoder or BagEncoder()
    return Builder(catalogue, encoder.encode, "bag-1", WORDS).build(7)


# --- records and what they state


def record(
    table: str = "members.organisation", load: str = "demo-1", row: int = 2, **values: str
) -> SourceRecord:
    key = values.get("id", "k")
    return SourceRecord("demo", table, key, load, f"{table}.csv", row, f"{values}", values)


def fault(cell: str = "name", value: str = "x", **changes: Any) -> Fault:
    return replace(Fault(cell, cell, value, Reason.WRONG_FORM, "must be y"), **changes)


def kept_out(content: str, key: str | None = None, **changes: Any) -> KeptOut:
    row = KeptOut(
        "members.organisation", key, "organisations.csv", 2, content, {"id": content}, (fault(),)
    )
    return replace(row, **changes)


def node(label: str, id_: str, class_name: str | None = None, **properties: Value) -> NodeFact:
    return NodeFact(NodeRef(label, id_), class_name or label, properties)


def link(
    type_: str,
    start: NodeRef,
    end: NodeRef,
    properties: Mapping[str, Value] | None = None,
    *,
    required: bool = False,
) -> CheckedLink:
    return CheckedLink(LinkFact(LinkRef(type_, start, end), properties or {}), "column", required)


def states(source: SourceRecord, *facts: NodeFact | CheckedLink) -> Statement:
    nodes = tuple(f for f in facts if isinstance(f, NodeFact))
    return Statement(source, nodes, tuple(f for f in facts if isinstance(f, CheckedLink)))
