"""Where two sources state different values for one property that has one value."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from kg.model import CanonicalNode, LostValue, Scalar
from kg.quality.finding import Finding, sources_of
from kg.quality.statement_checks import NOT_STATED
from kg.quality.survey import Survey

# The records of so many nodes are read at once.
CHUNK = 500
# 53.396 and 53.3960 differ by nothing; of points, a thousandth of a degree is some 100 m.
DEGREES = 0.001


def sources_disagree(survey: Survey) -> Iterator[Finding]:
    """A property with one value for which two sources state different ones."""
    shared = (
        node
        for root in survey.schema.roots()
        if root not in NOT_STATED
        for node in survey.contents.nodes(root)
        if len(sources_of(node.records)) > 1
    )
    while chunk := list(islice(shared, CHUNK)):
        yield from _of_chunk(survey, chunk)


def _of_chunk(survey: Survey, nodes: Sequence[CanonicalNode]) -> Iterator[Finding]:
    accounts = {account.ref: account for account in survey.accounts([n.ref for n in nodes])}
    for node in nodes:
        names = {p.name for p in survey.schema.classes[node.class_name].public_properties()}
        lost: dict[str, list[LostValue]] = defaultdict(list)
        for value in accounts[node.ref].lost if node.ref in accounts else ():
            is_other = value.origin.source != value.won.origin.source
            if is_other and value.name in names and _differs(value):
                lost[value.name].append(value)
        for name, values in sorted(lost.items()):
            won = values[0].won
            told = "; ".join(f"{v.origin.source} states {v.value} ({v.reason})" for v in values)
            reason = f"{won.origin.source} states it; {told}"
            yield Finding(node.ref, name, str(won.value), reason, node.records)


def _differs(lost: LostValue) -> bool:
    return _compared(lost.value) != _compared(lost.won.value)


def _compared(value: Scalar) -> Scalar:
    if isinstance(value, str):
        return value.casefold().strip().rstrip("/")
    if isinstance(value, float):
        return round(value / DEGREES)
    return value
