"""How two names relate: word by word, with small slips of the pen, whatever the order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate, product
from typing import Literal

from rapidfuzz.distance import OSA

from kg.ingest.resolution.align import Alignment, align
from kg.ingest.resolution.names import Name
from kg.ingest.resolution.vocabulary import TELLS, Sort, Vocabulary

Likeness = Literal[
    "equal", "same meaning", "same but spelling", "only word misspelt", "another name is the same",
    "one is cut short",
    "one has common words more", "one has own words more", "one has common words only",
    "share most", "share some", "share little",
]  # fmt: skip
# From most alike to least; the best of several names counts.
LIKENESSES: tuple[Likeness, ...] = (
    "equal", "same meaning", "same but spelling", "only word misspelt", "another name is the same",
    "one is cut short",
    "one has common words more", "one has own words more", "one has common words only",
    "share most", "share some", "share little",
)  # fmt: skip
SAME: tuple[Likeness, ...] = ("equal", "same meaning", "same but spelling")
# A name that is the beginning of another one, and so long, was cut off.
LEAST_CUT = 12
# Whole names may have one slip in so many letters, wherever their words part.
LETTERS_PER_SLIP, MOST_SLIPS = 10, 2
MOST_SHARED = 0.5
# A short word tells less than a long one: many bodies share it by chance.
LONG, LEAST_TOLD = 8, 0.4


@dataclass(frozen=True, slots=True)
class Names:
    """The readings of an organisation's main name, and its alternative names."""

    main: tuple[Name, ...]
    other: tuple[Name, ...] = ()


@dataclass(frozen=True, slots=True)
class NameMatch:
    """How two names relate, and which words only one of them has."""

    likeness: Likeness
    left: Name
    right: Name
    only_left: tuple[str, ...] = ()
    only_right: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def rank(self) -> tuple[int, int, list[str]]:
        """Lower is more alike."""
        further = len(self.only_left) + len(self.only_right)
        return LIKENESSES.index(self.likeness), further, sorted((self.left.text, self.right.text))


def best_match(left: Names, right: Names, vocabulary: Vocabulary) -> NameMatch | None:
    """The names that are most alike, and how; None where one side has none.

    Alternative names count where they are the same: many have the name of the group among them.
    """
    mains = [match_names(*names, vocabulary) for names in product(left.main, right.main)]
    best = min(mains, key=lambda match: match.rank, default=None)
    if best is None or best.likeness in SAME:
        return best
    for one, other in (
        *product(left.main, right.other), *product(left.other, (*right.main, *right.other)),
    ):  # fmt: skip
        match = match_names(one, other, vocabulary)
        if match.likeness in SAME:
            return replace(match, likeness="another name is the same")
    return best


def match_names(left: Name, right: Name, vocabulary: Vocabulary) -> NameMatch:
    """Compares two names by their words."""
    if left.key == right.key:
        return NameMatch("equal", left, right, shared=left.meanings)
    if left.meaning_key == right.meaning_key:
        return NameMatch("same meaning", left, right, shared=left.meanings)
    words = align(left.meanings, right.meanings)
    likeness = _likeness(left, right, words, vocabulary)
    if likeness == "same but spelling":
        words = replace(words, only_left=(), only_right=())
    if likeness in ("same but spelling", "one is cut short"):
        exact = tuple(word for word in left.meanings if word in right.meanings)
        words = replace(words, shared=exact)
        if likeness == "same but spelling" and _is_of_one_short_word(left, exact, vocabulary):
            likeness = "only word misspelt"
    return NameMatch(likeness, left, right, words.only_left, words.only_right, words.shared)


def _likeness(left: Name, right: Name, words: Alignment, vocabulary: Vocabulary) -> Likeness:
    if _is_written_alike(left, right) or (words.is_complete and not words.has_beginnings):
        return "same but spelling"
    if words.is_complete or _is_cut_short(left, right):
        return "one is cut short"
    more, shared = words.only_left or words.only_right, words.shared
    own = [word for word in shared if vocabulary.sort(word) in (Sort.OWN, Sort.CITY)]
    if shared and not (words.only_left and words.only_right):
        is_common = all(vocabulary.sort(word) is not Sort.OWN for word in more)
        if not own:
            return "one has common words only"
        return "one has common words more" if is_common else "one has own words more"
    together = information(shared, vocabulary)
    share = together / (together + information([*words.only_left, *words.only_right], vocabulary))
    if own and share >= MOST_SHARED:
        return "share most"
    return "share some" if own or share >= MOST_SHARED else "share little"


def _is_of_one_short_word(name: Name, exact: Iterable[str], vocabulary: Vocabulary) -> bool:
    """Whether nothing of its own but a short word is left, and that is not written alike."""
    own = [word for word in name.meanings if vocabulary.sort(word) is Sort.OWN]
    is_short = len("".join(own)) <= LONG
    return bool(own) and is_short and all(vocabulary.sort(w) is not Sort.OWN for w in exact)


def _is_written_alike(left: Name, right: Name) -> bool:
    """Whether they are one before they are translated: a word with a slip has no meaning."""
    if numbers(left) != numbers(right):
        return False
    length = min(len(left.full_key), len(right.full_key))
    most = min(MOST_SLIPS, length // LETTERS_PER_SLIP)
    if OSA.distance(left.full_key, right.full_key, score_cutoff=most) <= most:
        return True
    if len(left.words) != len(right.words):
        return False
    words = align(left.words, right.words)
    return words.is_complete and not words.has_beginnings


def _is_cut_short(left: Name, right: Name) -> bool:
    """Whether one ends inside a word of the other: there a field was too narrow."""
    short, long = sorted((left, right), key=lambda name: len(name.key))
    if len(short.key) < LEAST_CUT or not long.key.startswith(short.key):
        return False
    ends = accumulate(map(len, long.words))
    return len(short.key) not in ends


def numbers(name: Name) -> frozenset[str]:
    """The numbers in a name, Roman ones too."""
    return frozenset(word for word in name.meanings if word.isdigit())


def information(words: Iterable[str], vocabulary: Vocabulary) -> float:
    """How much words tell who is meant, in words that are a body's own."""
    return sum(
        TELLS[vocabulary.sort(word)] * min(1.0, len(word) / LONG + LEAST_TOLD) for word in words
    )
