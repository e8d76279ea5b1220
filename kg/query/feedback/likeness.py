"""How like two needs are: by the competencies that both surely mean."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from kg.model import Need
from kg.query.fit import SURE
from kg.query.need import Understood


@dataclass(frozen=True, slots=True)
class NeedMark:
    """What is kept of a need, so that it and its like are known again.

    Its words are not: an e-mail holds names, and some customers do not want to be known.
    """

    digest: str
    competencies: tuple[str, ...]


def mark_of(understood: Understood) -> NeedMark:
    """The mark of a need: the digest is that of its requirements, in any order and inflection.

    Conditions are no part of it: asked with another date, it is the same need.
    """
    requirements = understood.need.requirements
    said = (
        " ".join(stems) or requirement.text.casefold()
        for requirement, stems in zip(requirements, understood.stems, strict=True)
    )
    digest = hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()[:16]
    return NeedMark(digest, sure_competencies(understood.need))


def sure_competencies(need: Need) -> tuple[str, ...]:
    """The competencies that the requirements of a need surely mean, by id."""
    found = (c for requirement in need.requirements for c in requirement.competencies)
    return tuple(sorted({c.id for c in found if c.confidence >= SURE}))


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """The share of competencies that two needs have in common (Jaccard 1901), in 0..1."""
    both, either = {*one} & {*other}, {*one} | {*other}
    return len(both) / len(either) if either else 0.0
