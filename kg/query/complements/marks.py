"""How two organisations stand to one another already; none of it hides a partner."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.graph.demands import Relationship
from kg.query.complements.answer import Mark

# How a relationship reads from the firm that is asked about, by who states it.
OUTGOING = {
    "SUPPLIES": "it supplies them",
    "SUBCONTRACTS_TO": "it subcontracts to them",
    "COOPERATES_WITH": "they cooperate",
    "RESEARCHES_WITH": "they do research together",
    "SHARES_RESOURCE_WITH": "they share a resource",
    "PROCURES_WITH": "they buy together",
    "EXCHANGES_KNOWLEDGE_WITH": "they exchange knowledge",
    "SUPPORTS": "it supports them",
}
INCOMING = {
    **OUTGOING,
    "SUPPLIES": "they supply it",
    "SUBCONTRACTS_TO": "they subcontract to it",
    "SUPPORTS": "they support it",
}
COMPETES = "COMPETES_WITH"


def find_marks(
    relationships: Sequence[Relationship],
    today: dt.date,
    label: Callable[[str], str],
) -> dict[str, tuple[Mark, ...]]:
    """The marks of all with whom a firm has to do, by their ids: competitors, then partners.

    `label` gives the label of a competency. What has ended is told as former.
    """
    by_other: dict[str, list[Relationship]] = {}
    for each in relationships:
        by_other.setdefault(each.other, []).append(each)
    found = {other: tuple(_marks(own, today, label)) for other, own in by_other.items()}
    return {other: marks for other, marks in found.items() if marks}


def owner_marks(groups: Mapping[str, str], firm: str, others: Iterable[str]) -> dict[str, Mark]:
    """The marks of those of the firm's own ownership group."""
    own = groups.get(firm, firm)
    same = Mark("same owner", "both belong to one ownership group, so they are not independent")
    return {other: same for other in others if groups.get(other, other) == own}


def _marks(
    own: Sequence[Relationship], today: dt.date, label: Callable[[str], str]
) -> Iterable[Mark]:
    for each in own:
        if each.type == COMPETES and each.holds(today):
            yield Mark("competitor", "they compete" + _field(each, label))
    current = [each for each in own if each.type in OUTGOING and each.holds(today)]
    former = [each for each in own if each.type in OUTGOING and not each.holds(today)]
    if current:
        yield Mark("partner", "; ".join(dict.fromkeys(_told(each, label) for each in current)))
    elif former:
        told = "; ".join(dict.fromkeys(_told(each, label) for each in former))
        yield Mark("former partner", f"{told}, not today")


def _told(each: Relationship, label: Callable[[str], str]) -> str:
    words = OUTGOING if each.is_outgoing else INCOMING
    return words[each.type] + _field(each, label)


def _field(each: Relationship, label: Callable[[str], str]) -> str:
    return f" in {', '.join(map(label, each.competencies))}" if each.competencies else ""
