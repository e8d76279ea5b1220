"""What feedback says of an organisation for a need: how much it counts, and why.

Whoever was a good partner, or none, for a need knows better than any text. So the mark takes a
share of the score, by how like the need was, and all other parts keep the rest.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.model import Feedback
from kg.query.feedback.likeness import NeedMark, likeness

VERDICTS = (FIT, UNFIT, ASKED) = ("fit", "unfit", "asked")
# The share of the score that a mark takes for the very need: who was unfit for it comes after all
# others, who was fit comes first.
SAME_SHARE = 0.8
# For a need of the same competencies: as much as moves who fits well behind who fits half.
LIKE_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Heard:
    """Feedback that concerns a need: how like the needs are in 0..1, and if it is the very one."""

    feedback: Feedback
    likeness: float
    is_same: bool

    @property
    def share(self) -> float:
        """Which share of the score it takes. That somebody was asked says nothing yet."""
        if self.feedback.verdict == ASKED:
            return 0.0
        return SAME_SHARE if self.is_same else LIKE_SHARE * self.likeness

    @property
    def value(self) -> float:
        """The part of the share that it gives."""
        return float(self.feedback.verdict == FIT)

    @property
    def reason(self) -> str:
        """Who found what, when, and for which need."""
        feedback = self.feedback
        why = f" ({feedback.reason})" if feedback.reason else ""
        where = "this need" if self.is_same else f"a need like this one by {self.likeness:.0%}"
        by = f"by {feedback.decided_by} on {feedback.decided_at.date().isoformat()}"
        return f"{feedback.verdict}{why} for {where}, {by}; id {feedback.id}"


def heard_of(need: NeedMark, feedback: Iterable[Feedback]) -> Mapping[str, tuple[Heard, ...]]:
    """By organisation the mark that counts, and the last time that it was asked.

    What was said of the very need counts before what was said of like ones, of these the likest,
    then the latest.
    """
    found: dict[tuple[str, bool], Heard] = {}
    for each in feedback:
        is_same = each.need == need.digest
        like = 1.0 if is_same else likeness(need.competencies, each.competencies)
        if not like:
            continue
        key, heard = (each.organisation, each.verdict == ASKED), Heard(each, like, is_same)
        before = found.get(key)
        if before is None or _weight(before) <= _weight(heard):
            found[key] = heard
    by_organisation: dict[str, tuple[Heard, ...]] = defaultdict(tuple)
    for (organisation, _), heard in sorted(found.items(), key=lambda item: item[0]):
        by_organisation[organisation] += (heard,)
    return by_organisation


def _weight(heard: Heard) -> tuple[bool, float, float, str]:
    feedback = heard.feedback
    return heard.is_same, heard.likeness, feedback.decided_at.timestamp(), feedback.id
