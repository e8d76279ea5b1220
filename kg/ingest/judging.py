"""Judges whether organisations are one, and takes judgements back: the graph follows at once.

A judgement and what it joins or parts is one transaction, so nothing can be cut off between them.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from kg.errors import NotFoundError, StateError, UsageError, no_organisation
from kg.graph.batch import Batch
from kg.graph.identities import JUDGED
from kg.graph.judgement_log import JudgementLog, pair_key
from kg.graph.ledger import Ledger
from kg.ingest.composer import Composer
from kg.ingest.facts import FactReader
from kg.ingest.resolution.contradiction import in_the_way
from kg.ingest.resolution.pair import Comparison
from kg.model import Judgement, NodeRef

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
AUTOMATIC = "automatic"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody says of a pair of ids, with what a comparison said of it, if there was one."""

    left: str
    right: str
    verdict: str
    by: str
    note: str | None = None
    comparison: Comparison | None = None
    weights_version: str | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """Both ids in the order of a judgement."""
        return (self.left, self.right) if self.left < self.right else (self.right, self.left)


def now() -> dt.datetime:
    """The time of a judgement, in seconds."""
    return dt.datetime.now(dt.UTC).replace(microsecond=0)


class Judging:
    """Judges in one graph; whoever holds the load lock may."""

    def __init__(
        self,
        ledger: Ledger,
        log: JudgementLog,
        reader: FactReader,
        clock: Callable[[], dt.datetime] = now,
    ) -> None:
        self._ledger, self._clock = ledger, clock
        self._composer = Composer(ledger, reader)
        # Withdrawn ones too: they count for the names of those that follow.
        self._all: dict[tuple[str, str], list[Judgement]] = defaultdict(list)
        for judgement in log.all():
            self._all[judgement.pair].append(judgement)
        self._same = {judgement.pair for judgement in self.in_force() if judgement.merges}
        self._pairs_of: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for pair in self._all:
            self._index(pair)

    def kept(self, id_: str) -> str:
        """The id under which the graph has what an id means."""
        return self._composer.identities.kept(id_)

    def in_force(self) -> list[Judgement]:
        """The judgements that hold, by their pairs."""
        last = (found[-1] for _, found in sorted(self._all.items()))
        return [judgement for judgement in last if judgement.is_in_force]

    def on(self, left: str, right: str) -> Judgement | None:
        """The judgement in force on a pair."""
        found = self._all.get((min(left, right), max(left, right)))
        return found[-1] if found and found[-1].is_in_force else None

    def judge(self, verdict: Verdict) -> Judgement:
        """Stores a judgement in place of the one in force on the pair; the same again is kept.

        Raises NotFoundError for an organisation that is not there, and StateError, which names
        them, where other judgements are in the way.
        """
        self._check(verdict)
        before = self.on(*verdict.pair)
        if before and (before.verdict, before.note) == (verdict.verdict, verdict.note):
            return before
        made = self._made(verdict)
        withdrawn = self._withdrawn([before], verdict.by) if before else ()
        return self._decide(made, withdrawn)

    def withdraw(self, left: str, right: str, by: str) -> Judgement:
        """Takes the judgement in force on a pair back; raises NotFoundError where there is none."""
        before = self.on(left, right)
        if before is None:
            raise NotFoundError(
                f"there is no judgement in force on {left} and {right}; next step: kg resolve "
                f"show {left}"
            )
        return self._decide(None, self._withdrawn([before], by))

    def part(self, id_: str, by: str) -> list[Judgement]:
        """Takes back all that makes an id one with others, as one transaction.

        Raises NotFoundError where nothing does.
        """
        found = (self.on(*pair) for pair in sorted(self._pairs_of.get(id_, ())))
        before = [judgement for judgement in found if judgement and judgement.merges]
        if not before:
            raise NotFoundError(
                f"no judgement in force makes {id_} one with another; next step: kg resolve show "
                f"{id_}"
            )
        withdrawn = self._withdrawn(before, by)
        self._decide(None, withdrawn)
        return list(withdrawn)

    def still_joined_by(self, left: str, right: str) -> list[Judgement]:
        """The fewest judgements by which two are one all the same; none where they are not."""
        pair = (min(left, right), max(left, right))
        return in_the_way(*pair, DIFFERENT, self._near(pair))

    def _check(self, verdict: Verdict) -> None:
        left, right = verdict.pair
        if left == right:
            raise UsageError(f"{left} is one id; next step: name two organisations")
        refs = {id_: NodeRef(JUDGED, self.kept(id_)) for id_ in verdict.pair}
        there = self._ledger.present(refs.values())
        for id_, ref in refs.items():
            if ref not in there:
                raise no_organisation(id_)
        found = in_the_way(left, right, verdict.verdict, self._near(verdict.pair))
        if found:
            raise StateError(contradicted(verdict, found))

    def _near(self, pair: tuple[str, str]) -> list[Judgement]:
        """The judgements in force on the ids of two organisations, but for that on the pair."""
        groups = (self._composer.identities.group(id_) for id_ in pair)
        pairs = {near for group in groups for id_ in group for near in self._pairs_of[id_]}
        found = (self.on(*near) for near in sorted(pairs - {pair}))
        return [judgement for judgement in found if judgement is not None]

    def _index(self, pair: tuple[str, str]) -> None:
        for id_ in pair:
            self._pairs_of[id_].add(pair)

    def _made(self, verdict: Verdict) -> Judgement:
        compared = verdict.comparison
        return Judgement(
            f"{pair_key(*verdict.pair)}-{len(self._all.get(verdict.pair, ())) + 1}",
            *verdict.pair,
            verdict.verdict,
            verdict.by,
            self._clock(),
            verdict.note,
            compared.probability if compared else None,
            weight_of(compared) if compared else None,
            clue_texts(compared) if compared else (),
            verdict.weights_version if compared else None,
        )

    def _withdrawn(self, before: Iterable[Judgement], by: str) -> tuple[Judgement, ...]:
        at = self._clock()
        return tuple(replace(each, withdrawn_by=by, withdrawn_at=at) for each in before)

    def _decide(self, made: Judgement | None, withdrawn: Sequence[Judgement]) -> Judgement:
        """Writes, takes note of it, and returns what was made or taken back."""
        same = self._same - {judgement.pair for judgement in withdrawn}
        same |= {made.pair} if made and made.merges else set()
        decided = Batch("", judged=(made,) if made else (), withdrawn=tuple(withdrawn))
        self._composer.decide(decided, same)
        self._same = same
        for judgement in withdrawn:
            self._all[judgement.pair][-1] = judgement
        if made:
            self._all[made.pair].append(made)
            self._index(made.pair)
        return made or withdrawn[-1]


def weight_of(comparison: Comparison) -> float:
    """What all clues come to, in bits."""
    return round(sum(clue.weight for clue in comparison.clues), 2)


def clue_texts(comparison: Comparison) -> tuple[str, ...]:
    """The clues for readers, the weightiest first: `+7.2 vatNumber: one VAT number`."""
    ordered = sorted(comparison.clues, key=lambda clue: (-abs(clue.weight), clue.name))
    return tuple(f"{clue.weight:+.1f} {clue.name}: {clue.reason}" for clue in ordered)


def told(judgement: Judgement) -> str:
    """A judgement in a few words: `a = b (same, by Ada on 2026-12-01)`."""
    sign = {SAME: "=", DIFFERENT: "≠"}.get(judgement.verdict, "?")
    day = judgement.decided_at.date().isoformat()
    by = f"{judgement.verdict}, by {judgement.decided_by} on {day}"
    return f"{judgement.left} {sign} {judgement.right} ({by})"


def still_one(left: str, right: str, way: Sequence[Judgement]) -> str:
    """That two are one without the judgement that was withdrawn, and what to do."""
    return (
        f"{left} and {right} are still one through {'; '.join(map(told, way))}; next step: "
        f"kg resolve undo {right} to part it from all, or kg resolve undo {way[0].left} "
        f"{way[0].right} if that judgement is wrong"
    )


def contradicted(verdict: Verdict, found: Iterable[Judgement]) -> str:
    """Why a verdict cannot stand, and what to do."""
    judgements = list(found)
    left, right = verdict.pair
    step = f"kg resolve undo {judgements[0].left} {judgements[0].right}"
    return (
        f"{left} and {right} cannot be {verdict.verdict} while these judgements stand: "
        f"{'; '.join(map(told, judgements))}; next step: {step} if that one is wrong"
    )
