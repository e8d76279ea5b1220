"""What of the proposals is still open, after the judgements in force."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.graph.identities import Identities
from kg.ingest.resolution.pair import Comparison
from kg.ingest.resolution.proposals import is_reopened
from kg.model import Judgement


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair with what holds of it: a verdict where it was judged, else what was found."""

    comparison: Comparison
    outcome: str
    judgement: Judgement | None = None
    # Whether judgements on other pairs say it, or this pair's own that still stands.
    is_settled: bool = False


class Pending:
    """Looks up pairs among judgements in force."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        in_force = [judgement for judgement in judgements if judgement.is_in_force]
        self._own = {judgement.pair: judgement for judgement in in_force}
        self._groups = Identities.of(j.pair for j in in_force if j.merges)
        self._apart = {self._ends(*j.pair) for j in in_force if j.verdict == "different"}

    def proposals(self, comparisons: Iterable[Comparison]) -> Iterator[Proposal]:
        """Each comparison with what holds of its pair, the likeliest first."""
        ordered = sorted(comparisons, key=lambda c: (-c.probability, c.left, c.right))
        return map(self.of, ordered)

    def of(self, comparison: Comparison) -> Proposal:
        """What holds of a pair."""
        own = self._own.get((comparison.left, comparison.right))
        if own is not None and not is_reopened(own, comparison):
            return Proposal(comparison, own.verdict, own, is_settled=True)
        ends = self._ends(comparison.left, comparison.right)
        if len(ends) == 1:
            return Proposal(comparison, "same", own, is_settled=True)
        if own is None and ends in self._apart:
            return Proposal(comparison, "different", is_settled=True)
        # A pair that somebody has judged is not settled by a comparison alone.
        return Proposal(comparison, "ask" if own else comparison.outcome, own)

    def _ends(self, left: str, right: str) -> frozenset[str]:
        return frozenset((self._groups.kept(left), self._groups.kept(right)))
