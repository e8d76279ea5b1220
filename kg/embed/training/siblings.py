"""Negatives that are hard: skills of the same group that sound alike and are something else."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.embed.training.esco import Concept

# A sibling this near may be the same by another name: to learn that it is wrong would do harm.
TOO_NEAR = 0.85


def siblings(concepts: Sequence[Concept]) -> list[list[int]]:
    """For each concept the rows of those with which it shares a concept directly above.

    Whoever stands above or below it, or shares a label with it, is none.
    """
    members: Mapping[str, list[int]] = _members(concepts)
    row_of = {concept.uri: row for row, concept in enumerate(concepts)}
    names = [{concept.label.lower(), *map(str.lower, concept.others)} for concept in concepts]
    found = []
    for row, concept in enumerate(concepts):
        beside = {other for group in concept.broader for other in members[group]}
        family = {row_of[uri] for uri in concept.broader if uri in row_of}
        family |= set(members.get(concept.uri, ()))
        beside -= {row} | family
        found.append(sorted(other for other in beside if names[row].isdisjoint(names[other])))
    return found


def hard_negatives(
    vectors: NDArray[np.float32], beside: Sequence[Sequence[int]], too_near: float = TOO_NEAR
) -> list[int | None]:
    """For each concept the likest sibling that is not too near; None where there is none.

    `vectors` are the labels' by the model before training: (concepts, dimensions), unit length.
    """
    chosen: list[int | None] = []
    for row, others in enumerate(beside):
        rows = np.array(others, dtype=np.intp)
        likeness = vectors[rows] @ vectors[row]
        rows, likeness = rows[likeness < too_near], likeness[likeness < too_near]
        chosen.append(int(rows[np.argmax(likeness)]) if len(rows) else None)
    return chosen


def _members(concepts: Sequence[Concept]) -> dict[str, list[int]]:
    members: dict[str, list[int]] = defaultdict(list)
    for row, concept in enumerate(concepts):
        for group in concept.broader:
            members[group].append(row)
    return members
