"""Builds the columns of capabilities, and of the different texts among them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.projection.certificates import ENDLESS
from kg.projection.columns import Indices, Lists, Texts
from kg.projection.keys import ABSENT, KeyIndex, Keys, groups_of, keys_of
from kg.projection.projection import UNKNOWN, Capabilities, Evidence
from kg.projection.scratch import Scratch
from kg.projection.table import joined, order_of, part_of, picked
from kg.projection.tables import CapabilityTable, PairTable

Links = Iterable[PairTable]


@dataclass(frozen=True, slots=True)
class Ends:
    """What capabilities are linked with: who offers them, what proves them, what they are."""

    seats: KeyIndex
    evidence: Evidence
    competencies: KeyIndex


def capability_columns(
    tables: Iterable[CapabilityTable], states: Links, rests_on: Links, ends: Ends, scratch: Scratch
) -> tuple[Capabilities, Texts]:
    """The columns of capabilities in the order of their ids, and the different texts."""
    table = joined(_offered(tables, ends.seats), scratch)
    organisations = ends.seats.find(table.organisations)
    order = _each_once(table, organisations)
    texts, firsts = groups_of(table.text_keys[order])
    own = KeyIndex.of(table.keys[order])
    proofs = linked(rests_on, own, KeyIndex.of(keys_of(ends.evidence.ids)))
    recorded = table.recorded[order]
    columns = Capabilities(
        ids=picked(table.ids, order, scratch),
        organisation=organisations[order],
        text=texts,
        status=table.status[order],
        level=table.level[order],
        recorded=recorded,
        shown=np.maximum(recorded, proofs.largest(ends.evidence.issued, UNKNOWN)),
        ends=_ends(proofs, ends.evidence),
        consortium=table.consortium[order],
        doubts=picked(table.doubts, order, scratch),
        capacities=picked(table.capacities, order, scratch),
        competencies=linked(states, own, ends.competencies),
        evidence=proofs,
    )
    return columns, picked(table.texts, order[firsts], scratch)


def linked(pairs: Links, left: KeyIndex, right: KeyIndex) -> Lists:
    """For each row of the left the rows of the right; pairs of what is not there are left out."""
    found = [(np.empty(0, np.int32), np.empty(0, np.int32))]
    for table in pairs:
        rows, values = left.find(table.left), right.find(table.right)
        is_there = (rows != ABSENT) & (values != ABSENT)
        found.append((rows[is_there], values[is_there]))
    rows, values = map(np.concatenate, zip(*found, strict=True))
    return Lists.linked(rows, values, len(left))


def _offered(tables: Iterable[CapabilityTable], seats: KeyIndex) -> Iterator[CapabilityTable]:
    """Those that can be found: a statement without words cannot be compared with a need."""
    for table in tables:
        is_offered = seats.find(table.organisations) != ABSENT
        yield part_of(table, np.flatnonzero(is_offered & (np.diff(table.texts.offsets) > 0)))


def _each_once(table: CapabilityTable, organisations: Indices) -> NDArray[np.int64]:
    """The rows in the order of their ids.

    An outside writer may let two organisations offer one; it counts once, for the first.
    """
    order = order_of(table.ids)
    is_new = _is_new(table.keys[order])
    first = order[np.lexsort((organisations[order], np.cumsum(is_new)))]
    return first[is_new]


def _is_new(keys: Keys) -> NDArray[np.bool_]:
    is_new = np.ones(len(keys), np.bool_)
    is_new[1:] = keys[1:] != keys[:-1]
    return is_new


def _ends(rests_on: Lists, evidence: Evidence) -> Indices:
    """The day on which the last evidence of each capability ends; unknown where some has no end."""
    days = np.where(evidence.expires == UNKNOWN, ENDLESS, evidence.expires)
    ends = rests_on.largest(days.astype(np.int32), UNKNOWN)
    return np.where(ends == ENDLESS, UNKNOWN, ends).astype(np.int32)
