"""Builds the read model from its rows, which are never all in memory.

They are read as tables of some thousands of rows, written down as they come, put in order by
their ids, and linked by keys. What is left in memory grows by a few numbers a row.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from kg.graph.batch import Touched
from kg.graph.catalogue import RegionRow
from kg.projection.capability_columns import Ends, capability_columns
from kg.projection.certificates import build_certificates
from kg.projection.columns import Lists, Texts
from kg.projection.keys import KeyIndex, keys_of
from kg.projection.organisation_columns import organisation_columns
from kg.projection.place_columns import build_places
from kg.projection.projection import Evidence, Projection, Regions
from kg.projection.renewed import read_changed
from kg.projection.rows import Rows, Source, read_all
from kg.projection.scratch import Scratch, passing_scratch
from kg.projection.table import joined, order_of, picked
from kg.projection.tables import OrganisationTable, as_points
from kg.projection.text_columns import TextColumns
from kg.projection.vector_columns import Embed
from kg.projection.words import Words
from kg.projection.works import build_works

Table = TypeVar("Table", OrganisationTable, Evidence)


@dataclass(frozen=True, slots=True)
class Builder:
    """What a build needs: the graph, the vectors of texts, and how words are split.

    Vectors are asked for piece by piece; `prepare` hears before of all texts that will be, so that
    who computes them can say how far it is.
    """

    source: Source
    embed: Embed
    model_id: str
    words: Words
    prepare: Callable[[Sequence[str]], None] | None = None

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
        rows = read_changed(self.source, earlier, touched)
        with _given(scratch) as place:
            return self._build(revision, rows, earlier, place)

    def _build(
        self, revision: int, rows: Rows, earlier: Projection | None, scratch: Scratch
    ) -> Projection:
        table = _ordered(rows.organisations, scratch)
        evidence = _ordered(rows.evidence, scratch)
        concepts = sorted(rows.competencies, key=lambda c: c.id)
        regions = sorted(rows.regions, key=lambda r: r.id)
        seats = KeyIndex.of(keys_of(table.ids))
        ends = Ends(seats, evidence, KeyIndex.of(keys_of(c.id for c in concepts)))
        capabilities, texts = capability_columns(
            rows.capabilities, rows.states, rows.rests_on, ends, scratch
        )
        places = build_places(regions, table)
        offered = Lists.placed(capabilities.organisation, len(seats))
        columns = TextColumns(self.embed, self.words, scratch, self.prepare)
        return Projection(
            revision,
            self.model_id,
            organisation_columns(table, joined(rows.sectors, scratch), seats, places, offered),
            capabilities,
            evidence,
            build_certificates(capabilities, evidence),
            columns.statements(texts, capabilities, earlier.statements if earlier else None),
            columns.competencies(
                concepts,
                ends.competencies,
                rows.broader,
                capabilities.competencies,
                earlier.competencies if earlier else None,
            ),
            _regions(regions, rows.former_regions),
            places,
            build_works(capabilities, evidence, rows.ties, seats),
        )


def _given(scratch: Scratch | None) -> AbstractContextManager[Scratch]:
    return nullcontext(scratch) if scratch else passing_scratch()


def _ordered(pieces: Iterable[Table], scratch: Scratch) -> Table:
    """A table in the order of its ids."""
    table = joined(pieces, scratch)
    return picked(table, order_of(table.ids), scratch)


def _regions(regions: Sequence[RegionRow], former: Mapping[str, str]) -> Regions:
    numbers = {region.id: row for row, region in enumerate(regions)}
    codes = sorted(former)
    return Regions(
        Texts.of(numbers),
        Texts.of("\n".join(dict.fromkeys((r.name, *r.alternatives))) for r in regions),
        *as_points(r.point for r in regions),
        Texts.of(codes),
        np.fromiter((numbers[former[code]] for code in codes), dtype=np.int32),
    )
