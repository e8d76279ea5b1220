"""Whether a judgement fits those in force: what is the same by others cannot be different."""

from collections import deque
from collections.abc import Iterable, Sequence

from kg.graph.identities import Identities
from kg.model import Judgement


def in_the_way(left: str, right: str, verdict: str, others: Sequence[Judgement]) -> list[Judgement]:
    """The judgements of `others` with which a verdict on a pair cannot stand.

    `others` are in force and not on the pair itself. Of ways that lead from one id to the other
    the shortest is given; an unsure verdict stands with any.
    """
    same = [judgement for judgement in others if judgement.verdict == "same"]
    if verdict == "different":
        return _way(left, right, same)
    if verdict != "same":
        return []
    groups = Identities.of(judgement.pair for judgement in same)
    one, other = groups.kept(left), groups.kept(right)
    for judgement in others:
        ends = groups.kept(judgement.left), groups.kept(judgement.right)
        if judgement.verdict == "different" and set(ends) == {one, other}:
            near, far = judgement.pair if ends[0] == one else judgement.pair[::-1]
            return [judgement, *_way(left, near, same), *_way(far, right, same)]
    return []


def _way(start: str, end: str, same: Iterable[Judgement]) -> list[Judgement]:
    """The fewest judgements that lead from one id to another, in order; none where none do."""
    steps: dict[str, list[tuple[str, Judgement]]] = {}
    for judgement in same:
        steps.setdefault(judgement.left, []).append((judgement.right, judgement))
        steps.setdefault(judgement.right, []).append((judgement.left, judgement))
    came: dict[str, tuple[str, Judgement] | None] = {start: None}
    open_ = deque([start])
    while open_ and end not in came:
        here = open_.popleft()
        for there, judgement in sorted(steps.get(here, ()), key=lambda step: step[0]):
            if there not in came:
                came[there] = here, judgement
                open_.append(there)
    way: list[Judgement] = []
    step = came.get(end)
    while step is not None:
        way.append(step[1])
        step = came[step[0]]
    return way[::-1]
