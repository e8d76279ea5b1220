"""Questions to put to the customer where what is decisive is missing or may mean two things."""

from collections.abc import Iterable

from kg.conditions import DistanceCondition
from kg.model import Need, Requirement

MOST_QUESTIONS = 3
# Where it is open what is meant, one question more may tell it.
LEAST_WHERE_OPEN = 2
# From here on a requirement is taken to mean a competency, as in `fit`; a rival that comes as near
# as this, and is called quite otherwise, makes it ambiguous.
SURE = 0.5
NEARLY = 0.15
LONGEST_QUOTED = 60
USED_FOR = "What is it for, and who has done it, or made something like it, until now?"
INSTEAD = "may it be done in another way, come from outside, or be left out?"


def ask_back(need: Need) -> tuple[str, ...]:
    """At most three questions, the most decisive first; none where nothing decisive is missing.

    Where it is open what is meant there are at least two.
    """
    if not need.requirements:
        return ("What is to be done? The text names no work, product or service.", USED_FOR)
    kinds = {condition.kind for condition in need.conditions}
    asked = [q for r in need.requirements if (q := _meaning(r))][:2]
    is_open = bool(asked)
    asked += [
        _place(c)
        for c in need.conditions
        if isinstance(c, DistanceCondition) and c.latitude is None
    ]
    missing = []
    if "quantity" not in kinds:
        missing.append("How much is needed, and in which time?")
    if not kinds & {"region", "distance", "delivery"}:
        missing.append("Where is it to be delivered or done, and may partners come from anywhere?")
    if "date" not in kinds:
        missing.append("By when is it needed?")
    found = [*asked, *missing]
    if is_open and len(found) < LEAST_WHERE_OPEN:
        found.append(USED_FOR)
    return tuple(found[:MOST_QUESTIONS])


def ask_more(need: Need, uncovered: Iterable[str]) -> tuple[str, ...]:
    """The questions of a need when nobody fits some of its requirements.

    First comes what to do about one that is clear: for one that is not, its meaning is asked.
    """
    open_ = set(uncovered)
    clear = (r for r in need.requirements if r.id in open_ and not _meaning(r))
    asked = [f"Nobody is known for “{_shortened(r.text)}”: {INSTEAD}" for r in clear][:1]
    return tuple(dict.fromkeys([*asked, *need.questions]))[:MOST_QUESTIONS]


def _meaning(requirement: Requirement) -> str | None:
    """A question where no competency is likely, or two are as likely as one another."""
    text = _shortened(requirement.text)
    found = requirement.competencies
    if not found or found[0].confidence < SURE:
        near = f", such as {found[0].label}" if found else ""
        return f"What exactly is meant by “{text}”{near}?"
    if (
        len(found) > 1
        and found[1].confidence >= SURE
        and found[0].confidence - found[1].confidence <= NEARLY
    ):
        return f"Does “{text}” mean {found[0].label} or {found[1].label}?"
    return None


def _place(condition: DistanceCondition) -> str:
    return f"Where is {condition.place}? Distances from it cannot be measured; which town is near?"


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTED else text[:LONGEST_QUOTED].rsplit(" ", 1)[0] + " …"
