"""Pairs the words of two names, whatever their order, with small slips of the pen."""

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from kg.ingest.resolution.names import adjoining

# Words up to this length admit no slip, up to the next one slip: `soma` is not `noma`.
NO_SLIP, ONE_SLIP = 4, 8
# A word is cut short to its beginning of so many letters: `univ`, `intern`.
LEAST_BEGINNING = 3


@dataclass(frozen=True, slots=True)
class Alignment:
    """The words of only one name, and those of both; `has_beginnings` if some are cut short."""

    only_left: tuple[str, ...]
    only_right: tuple[str, ...]
    shared: tuple[str, ...]
    has_beginnings: bool = False

    @property
    def is_complete(self) -> bool:
        """Whether every word has one on the other side."""
        return not (self.only_left or self.only_right)


def align(left: Iterable[str], right: Iterable[str]) -> Alignment:
    """Pairs equal words first, then those with a slip, those cut short, those written together."""
    has_beginnings = False
    only_left, shared, only_right = [], [], list(right)
    for word in left:
        if word in only_right:
            only_right.remove(word)
            shared.append(word)
        else:
            only_left.append(word)
    for alike in (is_slip, is_beginning):
        for word in tuple(only_left):
            found = next((other for other in only_right if alike(word, other)), None)
            if found is not None:
                only_left.remove(word)
                only_right.remove(found)
                shared.append(max(word, found, key=len))
                has_beginnings |= alike is is_beginning
    _join(only_left, only_right, shared)
    _join(only_right, only_left, shared)
    return Alignment(tuple(only_left), tuple(only_right), tuple(shared), has_beginnings)


def is_slip(left: str, right: str) -> bool:
    """Whether two words may be one, but for letters that are wrong, missing or exchanged."""
    length = max(len(left), len(right))
    if length <= NO_SLIP or left[-1].isdigit() or right[-1].isdigit():
        return False
    most = 1 if length <= ONE_SLIP else 2
    return OSA.distance(left.lower(), right.lower(), score_cutoff=most) <= most


def is_beginning(left: str, right: str) -> bool:
    """Whether one word is the other cut short."""
    short, long = sorted((left.lower(), right.lower()), key=len)
    return len(short) >= LEAST_BEGINNING and long.startswith(short) and not long[-1].isdigit()


def _join(apart: list[str], together: list[str], shared: list[str]) -> None:
    """Takes out words that one side writes as one and the other as two."""
    for position, joined in reversed(list(enumerate(adjoining(apart)))):
        found = next((word for word in together if word.lower() == joined.lower()), None)
        if found is not None:
            del apart[position : position + 2]
            together.remove(found)
            shared.append(found)
