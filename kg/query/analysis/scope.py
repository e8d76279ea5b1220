"""Says to which requirement a condition belongs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from kg.conditions import Condition, ExclusionCondition
from kg.query.analysis.clause import Piece, ReadClause

# These belong to the requirement beside whose words they stand; what a partner is or where it is
# seated holds for all, unless the need says it more than once.
OWN = frozenset({"certificate", "quantity"})


def scoped(
    clauses: Sequence[ReadClause], parts: Sequence[Sequence[Piece]]
) -> tuple[Condition, ...]:
    """All conditions in order, each with the id of its requirement or for all of them.

    Requirements are numbered R1, R2, … in the order of the parts of all clauses.
    """
    found: list[tuple[Condition, str | None]] = []
    number = 0
    for clause, own in zip(clauses, parts, strict=True):
        for part in own:
            number += 1
            found += [(condition, f"R{number}") for condition in part.conditions]
        found += [(condition, None) for condition in clause.alone]
    beside = Counter(condition.kind for condition, own_id in found if own_id)
    placed: Counter[tuple[str, str | None]] = Counter(
        (condition.kind, own_id) for condition, own_id in found if own_id
    )
    return tuple(
        replace(
            condition,
            requirement=own_id
            if number > 1 and _is_own(condition, own_id, beside, placed)
            else None,
        )
        for condition, own_id in found
    )


def _is_own(
    condition: Condition,
    requirement: str | None,
    beside: Counter[str],
    placed: Counter[tuple[str, str | None]],
) -> bool:
    if requirement is None or isinstance(condition, ExclusionCondition):
        return False
    is_elsewhere = beside[condition.kind] > placed[condition.kind, requirement]
    return condition.kind in OWN or is_elsewhere
