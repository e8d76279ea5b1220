"""Builds the read model from its rows."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

import numpy as np

from kg.graph.batch import Touched
from kg.graph.catalogue import CapabilityRow, CompetencyRow, EvidenceRow
from kg.graph.opportunities import Capacity
from kg.model import Organisation
from kg.projection.certificates import ENDLESS, build_certificates
from kg.projection.columns import Indices, Lists, Texts
from kg.projection.decode import rows_of
from kg.projection.lexicon_build import build_lexicon
from kg.projection.organisation_columns import organisation_columns, points
from kg.projection.phrases import Hashes, Phrases, hash_labels
from kg.projection.places import build_places
from kg.projection.projection import (
    STATUSES,
    UNKNOWN,
    Capabilities,
    Capacities,
    Competencies,
    Evidence,
    Floats,
    Projection,
    Regions,
    Statements,
)
from kg.projection.rows import Pair, Rows, Source, read_all, read_changed
from kg.projection.scratch import Scratch, passing_scratch
from kg.projection.vector_columns import TEXTS_AT_ONCE, Embed, embedded, taken
from kg.projection.vectors import Vectors
from kg.projection.words import Words
from kg.projection.works import build_works

NO_CAPACITY = Capacity(None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class Builder:
    """What a build needs: the graph, the vectors of texts, and how words are split."""

    source: Source
    embed: Embed
    model_id: str
    words: Words

    def build(self, revision: int, scratch: Scratch | None = None) -> Projection:
        """The read model of the graph as it is now, stamped with `revision`.

        Large columns are written to `scratch` as they are made, and linked where that still is
        when they are saved.
        """
        with _given(scratch) as place:
            return self._build(revision, read_all(self.source), None, place)

    def update(
        self,
        earlier: Projection,
        revision: int,
        touched: Touched,
        scratch: Scratch | None = None,
    ) -> Projection:
        """The same from an earlier one, reading only what was touched since.

        What does not depend on it is taken over as it is, so that it need not be saved again.
        """
        rows = read_changed(self.source, rows_of(earlier), touched)
        with _given(scratch) as place:
            return self._build(revision, rows, earlier, place)

    def _build(
        self, revision: int, rows: Rows, earlier: Projection | None, scratch: Scratch
    ) -> Projection:
        organisations = sorted(rows.organisations, key=lambda o: o.id)
        evidence = sorted(rows.evidence, key=lambda e: e.id)
        rows = replace(rows, regions=list(rows.regions))
        concepts = sorted(rows.competencies, key=lambda c: c.id)
        capabilities, texts = _capabilities(rows, organisations, evidence, concepts)
        places, proofs = build_places(list(rows.regions), organisations), _evidence(evidence)
        return Projection(
            revision,
            self.model_id,
            organisation_columns(organisations, rows.sectors, capabilities, places),
            capabilities,
            proofs,
            build_certificates(capabilities, proofs),
            self._statements(texts, capabilities, earlier, scratch),
            self._competencies(concepts, rows.broader, capabilities, earlier, scratch),
            _regions(rows),
            places,
            build_works(capabilities, evidence, organisations, rows.ties),
        )

    def _statements(
        self,
        texts: list[str],
        capabilities: Capabilities,
        earlier: Projection | None,
        scratch: Scratch,
    ) -> Statements:
        pairs = [(text, row) for row, text in enumerate(capabilities.text.tolist())]
        column, lists = Texts.of(texts), Lists.of(pairs, len(texts))
        if earlier and earlier.statements.texts.equals(column):
            return replace(earlier.statements, capabilities=lists)
        vectors = embedded(_pieces(texts), self.embed, scratch)
        lexicon = build_lexicon(map(self.words.all_stems, _pieces(texts)), scratch)
        return Statements(column, vectors, lexicon, lists)

    def _competencies(
        self,
        concepts: Sequence[CompetencyRow],
        hierarchy: Iterable[Pair],
        capabilities: Capabilities,
        earlier: Projection | None,
        scratch: Scratch,
    ) -> Competencies:
        labelled = [tuple(dict.fromkeys((c.label, *c.alternatives))) for c in concepts]
        labels = [label for names in labelled for label in names]
        bearers = [(concept, row) for row, concept in capabilities.competencies.pairs()]
        numbers = _numbers(c.id for c in concepts)
        broader = _links(hierarchy, numbers, numbers)
        column = Texts.of(labels)
        vectors, phrases = self._labels(labels, column, earlier, scratch)
        return Competencies(
            ids=Texts.of(c.id for c in concepts),
            names=Texts.of(c.label for c in concepts),
            labels=column,
            label_competency=_indices(row for row, names in enumerate(labelled) for _ in names),
            label_vectors=vectors,
            phrases=phrases,
            bearers=Lists.of(bearers, len(concepts)),
            broader=broader,
            narrower=Lists.of([(b, a) for a, b in broader.pairs()], len(concepts)),
        )

    def _labels(
        self, labels: list[str], column: Texts, earlier: Projection | None, scratch: Scratch
    ) -> tuple[Vectors, Phrases]:
        """What is computed of the labels alone: by far the most, so what is known is taken over."""
        if earlier is None:
            vectors, hashes = self._computed(labels, scratch)
            return vectors, Phrases.of_hashes(hashes)
        before = earlier.competencies
        if before.labels.equals(column):
            return before.label_vectors, before.phrases
        places = _numbers(before.labels)
        new = [label for label in dict.fromkeys(labels) if label not in places]
        places.update({label: row for row, label in enumerate(new, start=len(before.labels))})
        vectors, hashes = self._computed(new, scratch)
        rows = np.fromiter((places[label] for label in labels), dtype=np.int64)
        known = before.phrases.by_label(len(before.labels))
        phrases = Phrases.of_hashes(np.concatenate((known, hashes))[rows])
        return taken(before.label_vectors, vectors, rows, scratch), phrases

    def _computed(self, labels: list[str], scratch: Scratch) -> tuple[Vectors, Hashes]:
        hashes = hash_labels(self.words.words(label) for label in labels)
        return embedded(_pieces(labels), self.embed, scratch), hashes


def _given(scratch: Scratch | None) -> AbstractContextManager[Scratch]:
    return nullcontext(scratch) if scratch else passing_scratch()


def _pieces(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    return (texts[at : at + TEXTS_AT_ONCE] for at in range(0, len(texts), TEXTS_AT_ONCE))


def _capacities(rows: Sequence[CapabilityRow]) -> Capacities:
    found = [row.capacity or NO_CAPACITY for row in rows]
    return Capacities(
        _numbers_of(c.amount for c in found),
        Texts.of(c.unit or "" for c in found),
        Texts.of(c.period or "" for c in found),
        _numbers_of(c.free for c in found),
        _days(c.free_from for c in found),
    )


def _numbers_of(values: Iterable[float | None]) -> Floats:
    return np.fromiter((np.nan if v is None else v for v in values), dtype=np.float64)


def _evidence(rows: Sequence[EvidenceRow]) -> Evidence:
    return Evidence(
        Texts.of(e.id for e in rows),
        _days(e.issued_on for e in rows),
        _days(e.expires_on for e in rows),
        Texts.of(e.certificate or "" for e in rows),
        np.fromiter((e.is_work for e in rows), dtype=np.bool_),
    )


def _regions(rows: Rows) -> Regions:
    regions = sorted(rows.regions, key=lambda r: r.id)
    numbers = _numbers(r.id for r in regions)
    former = sorted(rows.former_regions.items())
    return Regions(
        Texts.of(r.id for r in regions),
        Texts.of("\n".join(dict.fromkeys((r.name, *r.alternatives))) for r in regions),
        *points(r.point for r in regions),
        Texts.of(code for code, _ in former),
        _indices(numbers[region] for _, region in former),
    )


def _capabilities(
    rows: Rows,
    organisations: Sequence[Organisation],
    evidence: Sequence[EvidenceRow],
    concepts: Sequence[CompetencyRow],
) -> tuple[Capabilities, list[str]]:
    """The columns of capabilities, and the different texts among them."""
    seats = _numbers(o.id for o in organisations)
    # A statement without words cannot be compared with a need.
    offered = (c for c in rows.capabilities if c.text and c.organisation in seats)
    by_id: dict[str, CapabilityRow] = {}
    for row in sorted(offered, key=lambda c: (c.id, c.organisation)):
        # An outside writer may let two organisations offer one; it counts once, for the first.
        by_id.setdefault(row.id, row)
    found = list(by_id.values())
    own, texts = _numbers(c.id for c in found), _numbers(dict.fromkeys(c.text for c in found))
    rests_on = _links(rows.rests_on, own, _numbers(e.id for e in evidence))
    recorded = _days(c.recorded_on for c in found)
    issued = rests_on.largest(_days(e.issued_on for e in evidence), UNKNOWN)
    columns = Capabilities(
        ids=Texts.of(c.id for c in found),
        organisation=_indices(seats[c.organisation] for c in found),
        text=_indices(texts[c.text] for c in found),
        status=_indices(STATUSES.index(c.status) for c in found),
        level=_indices(_or_unknown(c.level) for c in found),
        recorded=recorded,
        shown=np.maximum(recorded, issued),
        ends=_ends(rests_on, evidence),
        consortium=_indices(_consortium(c) for c in found),
        doubts=Texts.of("\n".join(c.doubts) for c in found),
        capacities=_capacities(found),
        competencies=_links(rows.states, own, _numbers(c.id for c in concepts)),
        evidence=rests_on,
    )
    return columns, list(texts)


def _ends(rests_on: Lists, evidence: Sequence[EvidenceRow]) -> Indices:
    """The day on which the last evidence of each capability ends; unknown where some has no end."""
    days = _indices(e.expires_on.toordinal() if e.expires_on else ENDLESS for e in evidence)
    ends = rests_on.largest(days, UNKNOWN)
    return np.where(ends == ENDLESS, UNKNOWN, ends).astype(np.int32)


def _numbers(ids: Iterable[str]) -> dict[str, int]:
    return {id_: row for row, id_ in enumerate(ids)}


def _indices(values: Iterable[int]) -> Indices:
    return np.fromiter(values, dtype=np.int32)


def _days(values: Iterable[dt.date | None]) -> Indices:
    return _indices(UNKNOWN if day is None else day.toordinal() for day in values)


def _or_unknown(value: int | None) -> int:
    return UNKNOWN if value is None else value


def _consortium(capability: CapabilityRow) -> int:
    return capability.consortium_size or 1


def _links(pairs: Iterable[Pair], left: dict[str, int], right: dict[str, int]) -> Lists:
    rows = [(left[a], right[b]) for a, b in pairs if a in left and b in right]
    return Lists.of(rows, len(left))
