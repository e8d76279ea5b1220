"""Builds the read model by streaming from the graph."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.graph.catalogue import CapabilityRow, Catalogue, CompetencyRow
from kg.projection.columns import Indices, Lists, Texts
from kg.projection.lexicon import Lexicon
from kg.projection.phrases import Phrases
from kg.projection.projection import (
    STATUSES,
    UNKNOWN,
    Capabilities,
    Competencies,
    Evidence,
    Organisations,
    Projection,
    Regions,
    Statements,
    Vectors,
)
from kg.projection.words import Words

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Builder:
    """What a build needs: the graph, the vectors of texts, and how words are split."""

    catalogue: Catalogue
    embed: Embed
    model_id: str
    words: Words

    def build(self, revision: int) -> Projection:
        """The read model of the graph as it is now, stamped with `revision`."""
        found = sorted(self.catalogue.organisations(), key=lambda o: o.id)
        organisations = Organisations(
            Texts.of(o.id for o in found),
            Texts.of(o.name for o in found),
            Texts.of(o.kind for o in found),
            Texts.of(o.country or "" for o in found),
            Texts.of(o.region or "" for o in found),
        )
        evidence, evidence_rows = self._evidence()
        concepts = sorted(self.catalogue.competencies(), key=lambda c: c.id)
        capabilities, texts = self._capabilities(
            _rows_of(o.id for o in found), evidence_rows, _rows_of(c.id for c in concepts)
        )
        return Projection(
            revision,
            self.model_id,
            organisations,
            capabilities,
            evidence,
            self._statements(texts, capabilities),
            self._competencies(concepts, capabilities),
            self._regions(),
        )

    def _regions(self) -> Regions:
        regions = sorted(self.catalogue.regions(), key=lambda r: r.id)
        rows = _rows_of(r.id for r in regions)
        former = sorted(self.catalogue.former_regions().items())
        return Regions(
            Texts.of(r.id for r in regions),
            Texts.of("\n".join(dict.fromkeys((r.name, *r.alternatives))) for r in regions),
            Texts.of(code for code, _ in former),
            _indices(rows[region] for _, region in former),
        )

    def _evidence(self) -> tuple[Evidence, dict[str, int]]:
        rows = sorted(self.catalogue.evidence(), key=lambda e: e.id)
        columns = Evidence(
            Texts.of(e.id for e in rows),
            _days(e.issued_on for e in rows),
            _days(e.expires_on for e in rows),
        )
        return columns, _rows_of(e.id for e in rows)

    def _capabilities(
        self, organisations: dict[str, int], evidence: dict[str, int], concepts: dict[str, int]
    ) -> tuple[Capabilities, list[str]]:
        offered = (c for c in self.catalogue.capabilities() if c.organisation in organisations)
        # An organisation's statement without words cannot be compared with a need.
        rows = sorted((c for c in offered if c.text), key=lambda c: c.id)
        own = _rows_of(c.id for c in rows)
        texts = _rows_of(dict.fromkeys(c.text for c in rows))
        columns = Capabilities(
            ids=Texts.of(c.id for c in rows),
            organisation=_indices(organisations[c.organisation] for c in rows),
            text=_indices(texts[c.text] for c in rows),
            status=_indices(STATUSES.index(c.status) for c in rows),
            level=_indices(_or_unknown(c.level) for c in rows),
            recorded=_days(c.recorded_on for c in rows),
            consortium=_indices(_consortium(c) for c in rows),
            competencies=_links(self.catalogue.capability_competencies(), own, concepts),
            evidence=_links(self.catalogue.capability_evidence(), own, evidence),
        )
        return columns, list(texts)

    def _statements(self, texts: list[str], capabilities: Capabilities) -> Statements:
        pairs = [(int(text), row) for row, text in enumerate(capabilities.text)]
        return Statements(
            Texts.of(texts),
            self._vectors(texts),
            Lexicon.build(self.words.all_stems(texts)),
            Lists.of(pairs, len(texts)),
        )

    def _competencies(
        self, concepts: list[CompetencyRow], capabilities: Capabilities
    ) -> Competencies:
        labels = [
            (label, row)
            for row, concept in enumerate(concepts)
            for label in dict.fromkeys((concept.label, *concept.alternatives))
        ]
        bearers = [
            (int(concept), row)
            for row in range(len(capabilities.ids))
            for concept in capabilities.competencies[row]
        ]
        return Competencies(
            ids=Texts.of(c.id for c in concepts),
            names=Texts.of(c.label for c in concepts),
            labels=Texts.of(label for label, _ in labels),
            label_competency=_indices(row for _, row in labels),
            label_vectors=self._vectors([label for label, _ in labels]),
            phrases=Phrases.of([self.words.words(label) for label, _ in labels]),
            bearers=Lists.of(bearers, len(concepts)),
        )

    def _vectors(self, texts: list[str]) -> Vectors:
        return np.ascontiguousarray(self.embed(texts), dtype=np.float32)


def _rows_of(ids: Iterable[str]) -> dict[str, int]:
    return {id_: row for row, id_ in enumerate(ids)}


def _indices(values: Iterable[int]) -> Indices:
    return np.fromiter(values, dtype=np.int32)


def _days(values: Iterable[dt.date | None]) -> Indices:
    return _indices(UNKNOWN if day is None else day.toordinal() for day in values)


def _or_unknown(value: int | None) -> int:
    return UNKNOWN if value is None else value


def _consortium(capability: CapabilityRow) -> int:
    return capability.consortium_size or 1


def _links(pairs: Iterable[tuple[str, str]], left: dict[str, int], right: dict[str, int]) -> Lists:
    rows = [(left[a], right[b]) for a, b in pairs if a in left and b in right]
    return Lists.of(rows, len(left))
