"""Who took part in which past work: what evidence shows, and ties between organisations."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Indices, Lists, distinct
from kg.projection.keys import ABSENT, KeyIndex
from kg.projection.projection import STATUSES, UNKNOWN, Capabilities, Evidence, Flags, Works
from kg.projection.tables import PairTable

Rows = NDArray[np.int64]


def build_works(
    capabilities: Capabilities, evidence: Evidence, ties: Iterable[PairTable], seats: KeyIndex
) -> Works:
    """The columns of past work.

    Whoever has a capability that rests on a project or a reference took part in it. Its text is
    that of the first of these capabilities. What stands behind own statements of one organisation
    alone is not counted: it proves them, and is worth something there.
    """
    proofs, shown = capabilities.evidence.values, capabilities.evidence.owners
    count = len(evidence.ids)
    is_work = evidence.are_work[proofs]
    is_work &= _are_common(proofs, shown, capabilities, count)[proofs]
    proofs, shown = proofs[is_work], shown[is_work]
    texts = _texts(count, proofs, capabilities.text[shown])
    joint = _tied(ties, seats)
    tied = np.arange(count, count + len(joint), dtype=np.int32)
    works = np.concatenate((proofs, np.repeat(tied, 2)))
    members = np.concatenate((capabilities.organisation[shown], joint.reshape(-1)))
    taken_part = distinct(works.astype(np.int64) << 32 | members)
    works, members = (taken_part >> 32).astype(np.int32), taken_part.astype(np.int32)
    return Works(
        Lists.grouped(members, works, count + len(joint)),
        Lists.linked(members, works, len(seats)),
        np.concatenate((texts, np.full(len(joint), UNKNOWN, dtype=np.int32))),
    )


def _are_common(proofs: Indices, shown: Rows, capabilities: Capabilities, evidence: int) -> Flags:
    """Which evidence somebody took part in, or several organisations share."""
    is_derived = capabilities.status[shown] == STATUSES.index("derived")
    pairs = distinct(proofs.astype(np.int64) << 32 | capabilities.organisation[shown])
    common: Flags = np.bincount(pairs >> 32, minlength=evidence) > 1
    common[proofs[is_derived]] = True
    return common


def _texts(works: int, proofs: Indices, texts: Indices) -> Indices:
    found = np.full(works, UNKNOWN, dtype=np.int32)
    # Assigned backwards, so that the first of each stays.
    found[proofs[::-1]] = texts[::-1]
    return found


def _tied(ties: Iterable[PairTable], seats: KeyIndex) -> Indices:
    """The rows of both ends of each tie, the lesser first, shape (n, 2)."""
    found = [np.empty(0, np.int64)]
    for table in ties:
        ends = np.sort((seats.find(table.left), seats.find(table.right)), axis=0)
        is_tie = (ends[0] != ABSENT) & (ends[0] != ends[1])
        found.append(ends[0][is_tie].astype(np.int64) << 32 | ends[1][is_tie])
    pairs = distinct(np.concatenate(found))
    return np.column_stack((pairs >> 32, pairs & 0xFFFFFFFF)).astype(np.int32)
