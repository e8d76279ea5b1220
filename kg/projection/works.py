"""Who took part in which past work: what evidence shows, and ties between organisations."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kg.graph.catalogue import EvidenceRow
from kg.model import Organisation
from kg.projection.columns import Indices, Lists, Texts
from kg.projection.projection import STATUSES, UNKNOWN, Capabilities, Flags, Works
from kg.projection.rows import Pair

Rows = NDArray[np.int64]


def build_works(
    capabilities: Capabilities,
    evidence: Sequence[EvidenceRow],
    organisations: Sequence[Organisation],
    ties: Iterable[Pair],
) -> Works:
    """The columns of past work.

    Whoever has a capability that rests on a project or a reference took part in it. Its text is
    that of the first of these capabilities. What stands behind own statements of one organisation
    alone is not counted: it proves them, and is worth something there.
    """
    proofs, shown = capabilities.evidence.values, capabilities.evidence.owners
    are_work = np.fromiter((e.is_work for e in evidence), dtype=np.bool_)
    is_work = are_work[proofs]
    is_work &= _are_common(proofs, shown, capabilities, len(evidence))[proofs]
    proofs, shown = proofs[is_work], shown[is_work]
    texts = _texts(len(evidence), proofs, capabilities.text[shown])
    numbers = {o.id: row for row, o in enumerate(organisations)}
    joint = _tied(ties, numbers)
    taken_part = set(zip(proofs.tolist(), capabilities.organisation[shown].tolist(), strict=True))
    taken_part |= {(len(evidence) + n, end) for n, pair in enumerate(joint) for end in pair}
    works = len(evidence) + len(joint)
    return Works(
        Lists.of(list(taken_part), works),
        Lists.of([(end, work) for work, end in taken_part], len(organisations)),
        np.concatenate((texts, np.full(len(joint), UNKNOWN, dtype=np.int32))),
    )


def ties_of(works: Works, organisations: Texts, evidence: int) -> list[Pair]:
    """The ties that the columns were made of."""
    ids = list(organisations)
    ends = [works.members.values[a:b] for a, b in pairwise(works.members.offsets[evidence:])]
    return [(ids[a], ids[b]) for a, b in ends]


def _are_common(proofs: Indices, shown: Rows, capabilities: Capabilities, evidence: int) -> Flags:
    """Which evidence somebody took part in, or several organisations share."""
    is_derived = capabilities.status[shown] == STATUSES.index("derived")
    pairs = np.unique(np.column_stack((proofs, capabilities.organisation[shown])), axis=0)
    common: Flags = np.bincount(pairs[:, 0], minlength=evidence) > 1
    common[proofs[is_derived]] = True
    return common


def _texts(works: int, proofs: Indices, texts: Indices) -> Indices:
    found = np.full(works, UNKNOWN, dtype=np.int32)
    # Assigned backwards, so that the first of each stays.
    found[proofs[::-1]] = texts[::-1]
    return found


def _tied(ties: Iterable[Pair], numbers: dict[str, int]) -> list[tuple[int, int]]:
    pairs = ((numbers[a], numbers[b]) for a, b in ties if a in numbers and b in numbers)
    return sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})
