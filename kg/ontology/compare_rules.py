"""Compares the rules of one property in two versions of the ontology."""

from collections.abc import Iterator
from enum import StrEnum

from kg.ontology.contract import LONGEST_INDEXED, is_limited
from kg.ontology.schema import Bounds, Datatype, Property


class Kind(StrEnum):
    """What has become of a term."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    NARROWED = "narrowed"
    WIDENED = "widened"
    CHANGED = "changed"
    REWORDED = "reworded"


def changed_rules(before: Property, after: Property) -> Iterator[tuple[Kind, str]]:
    """What is different for the values of a property, each with a sentence on it."""
    yield from _datatype(before.datatype, after.datatype)
    if before.required != after.required:
        yield (
            (Kind.NARROWED, "must be given")
            if after.required
            else (Kind.WIDENED, "may be left out")
        )
    if before.many != after.many:
        yield (
            (Kind.WIDENED, "may have several values")
            if after.many
            else (Kind.NARROWED, "has at most one value")
        )
    yield from _values(before.values, after.values)
    yield from _pattern(before.pattern, after.pattern)
    yield from _bounds(before.bounds, after.bounds)
    yield from _keeping(before, after)
    yield from _words(before, after)


def _datatype(before: Datatype, after: Datatype) -> Iterator[tuple[Kind, str]]:
    if before is after:
        return
    kinds = {
        (Datatype.INTEGER, Datatype.DECIMAL): Kind.WIDENED,
        (Datatype.DECIMAL, Datatype.INTEGER): Kind.NARROWED,
    }
    yield kinds.get((before, after), Kind.CHANGED), f"is of type {after.value}, was {before.value}"


def _values(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[tuple[Kind, str]]:
    if before and not after:
        yield Kind.WIDENED, f"may have any value, not only {', '.join(before)}"
    elif after and not before:
        yield Kind.NARROWED, f"must be one of {', '.join(after)}"
    else:
        gone = [value for value in before if value not in after]
        more = [value for value in after if value not in before]
        if gone:
            yield Kind.NARROWED, f"may no longer be {', '.join(gone)}"
        if more:
            yield Kind.WIDENED, f"may also be {', '.join(more)}"


def _pattern(before: str | None, after: str | None) -> Iterator[tuple[Kind, str]]:
    if before == after:
        return
    if after is None:
        yield Kind.WIDENED, f"need no longer match {before}"
    elif before is None:
        yield Kind.NARROWED, f"must match {after}"
    else:
        yield Kind.CHANGED, f"must match {after}, had to match {before}"


def _bounds(before: Bounds, after: Bounds) -> Iterator[tuple[Kind, str]]:
    if before.low != after.low:
        is_wider = after.low is None or (before.low is not None and after.low < before.low)
        yield _bound("least", before.low, after.low, is_wider=is_wider)
    if before.high != after.high:
        is_wider = after.high is None or (before.high is not None and after.high > before.high)
        yield _bound("most", before.high, after.high, is_wider=is_wider)


def _bound(
    side: str, before: float | None, after: float | None, *, is_wider: bool
) -> tuple[Kind, str]:
    now = f"is at {side} {_number(after)}" if after is not None else f"has no {side} value"
    was = f"was at {side} {_number(before)}" if before is not None else "had none"
    return (Kind.WIDENED if is_wider else Kind.NARROWED), f"{now}, {was}"


def _number(value: float) -> str:
    return str(int(value) if value == int(value) else value)


def _keeping(before: Property, after: Property) -> Iterator[tuple[Kind, str]]:
    """Differences in how values are kept: unique, looked up, sealed."""
    if before.unique != after.unique:
        yield (
            (Kind.NARROWED, "no two nodes may share a value")
            if after.unique
            else (Kind.WIDENED, "nodes may share a value")
        )
    if is_limited(before) != is_limited(after):
        limit = f"at most {LONGEST_INDEXED:,} characters"
        yield (
            (Kind.NARROWED, f"must have {limit}, since it is looked up")
            if is_limited(after)
            else (Kind.WIDENED, f"may have more than {LONGEST_INDEXED:,} characters")
        )
    elif before.indexed != after.indexed:
        yield Kind.WIDENED, "is looked up" if after.indexed else "is no longer looked up"
    if before.is_private != after.is_private:
        yield Kind.CHANGED, "is sealed" if after.is_private else "is no longer sealed"
    if before.dated_by != after.dated_by:
        day = f"is dated by {after.dated_by}" if after.dated_by else "has no date of its own"
        yield Kind.WIDENED, day


def _words(before: Property, after: Property) -> Iterator[tuple[Kind, str]]:
    for what, was, now in (
        ("caption", before.caption, after.caption),
        ("definition", before.definition, after.definition),
        ("rule in words", before.message, after.message),
        ("example", before.example, after.example),
        ("place among the columns", before.order, after.order),
    ):
        if was != now:
            yield Kind.REWORDED, f"{what}: {now if now is not None else 'none'}"
