"""What somebody did before that bears on a need, in the words that users read."""

from collections.abc import Mapping
from dataclasses import dataclass

MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Deeds:
    """What an organisation did before, as far as it bears on a need.

    `like` counts the works that are like the need, `nearest` is the text of the one that is most.
    `partners` counts joint works by the name of the partner, of whom `given` were named. `country`
    and `kind` are those of the organisation, empty where unknown, each with how many of the
    partners share it.
    """

    like: int
    nearest: str
    partners: Mapping[str, int]
    given: int
    country: tuple[str, int]
    kind: tuple[str, int]


def reason(feature: str, deeds: Deeds) -> str:
    """Why a feature of the past (kg/query/ranking/features.py) has its value."""
    match feature:
        case "same country":
            return _shared("from", *deeds.country, deeds.given)
        case "same kind":
            return _shared("of the kind", *deeds.kind, deeds.given)
        case "like work":
            return _like(deeds)
        case _:
            return _joint(deeds.partners)


def _like(deeds: Deeds) -> str:
    if not deeds.like:
        return "no past work is known that is like the need"
    works = "piece" if deeds.like == 1 else "pieces"
    return f"took part in {deeds.like} {works} of work like the need, as in “{deeds.nearest}”"


def _joint(partners: Mapping[str, int]) -> str:
    if not partners:
        return "no work with the partners is known"
    ordered = sorted(partners.items(), key=lambda each: (-each[1], each[0]))
    shown = ", ".join(f"{name} ({times})" for name, times in ordered[:MOST_NAMED])
    further = len(ordered) - MOST_NAMED
    return f"worked with {shown}" + (f" and {further} more" if further > 0 else "")


def _shared(words: str, own: str, sharing: int, given: int) -> str:
    return f"{words} {own}, as {sharing} of {given} partners are" if own else "not known"
