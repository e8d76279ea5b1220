"""Groups partners that the data cannot tell apart, instead of inventing an order.

All partners of one project share its text: none of them says anything of its own.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from kg.model import Alike

# Scores that are the same but for the order in which their parts were summed.
LEVEL = 1e-9


@dataclass(frozen=True, slots=True)
class Seen:
    """An organisation with its score and what that rests on: equal where the same is known."""

    organisation: str
    score: float
    rests_on: Hashable


def is_level(one: float, other: float) -> bool:
    """Whether two scores are the same."""
    return abs(one - other) <= LEVEL


def find_alike(seen: Sequence[Seen], shown: int) -> tuple[Alike, ...]:
    """The groups among organisations, of which the first ones are shown, in their order.

    A group has at least two members, and at least one of them is shown.
    """
    groups: dict[Hashable, list[tuple[int, Seen]]] = defaultdict(list)
    for place, each in enumerate(seen):
        groups[each.rests_on].append((place, each))
    found = []
    for members in groups.values():
        first = members[0][1].score
        level = [(place, each) for place, each in members if is_level(each.score, first)]
        ids = tuple(each.organisation for place, each in level if place < shown)
        if len(level) > 1 and ids:
            found.append(Alike(ids, len(level)))
    return tuple(found)
