"""Why nodes are doubtful, for those who rank them."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import TypeAlias

from kg.model import NodeRef
from kg.quality.finding import Check, Finding
from kg.quality.survey import Survey

# A node may hold hundreds of damaged texts; a few show what is wrong.
MOST_REASONS = 5
LONGEST_VALUE = 60

Doubts: TypeAlias = dict[NodeRef, tuple[str, ...]]


def find_doubts(survey: Survey, checks: Iterable[Check], labels: Collection[str]) -> Doubts:
    """The doubtful nodes of some root classes, each with its reasons in the order of the checks."""
    found: dict[NodeRef, list[str]] = defaultdict(list)
    for check in checks:
        if not check.lowers:
            continue
        for finding in check.look(survey):
            reasons = found[finding.node] if finding.node.label in labels else []
            if len(reasons) < MOST_REASONS:
                reasons.append(_reason(finding))
    return {node: tuple(dict.fromkeys(reasons)) for node, reasons in found.items() if reasons}


def _reason(finding: Finding) -> str:
    value = finding.value
    shown = value if len(value) <= LONGEST_VALUE else f"{value[:LONGEST_VALUE]}…"
    return f"{finding.term} {shown}: {finding.reason}"
