"""A name taken apart: without its legal form, by what its words mean, and its initials."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kg.ingest.resolution.fold import fold
from kg.ingest.resolution.vocabulary import Vocabulary

# Shorter ones are of too many bodies, longer ones are words.
LEAST_INITIALS, MOST_INITIALS = 2, 10
# What stands beside a name in brackets or after a dash is more often a word than an acronym.
MOST_BESIDE = 6
_ASIDE = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_DASH = re.compile(r"\s+[-\u2013\u2014|/:]\s+|\s*[;|]\s*|,\s+")
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8"}


@dataclass(frozen=True, slots=True)
class Name:
    """One name of an organisation; `words` are as written, `meanings` in one language.

    Both are in plain letters and without legal form; meanings of words that are known stand in
    capitals. `key` and `meaning_key` are what equal names have in common; `full_key` has the legal
    form too.
    """

    text: str
    words: tuple[str, ...]
    meanings: tuple[str, ...]
    legal_forms: frozenset[str]
    key: str
    meaning_key: str
    full_key: str
    initials: frozenset[str]

    @property
    def is_short(self) -> bool:
        """Whether it may be an acronym of another name."""
        return len(self.words) == 1 and LEAST_INITIALS <= len(self.key) <= MOST_INITIALS


def read_name(text: str, vocabulary: Vocabulary) -> Name | None:
    """The name as it is compared; None where no letter or digit is left."""
    folded = fold(text)
    words, forms = _without_forms(folded, vocabulary)
    if not words:
        return None
    full = _telling(words, vocabulary)
    meanings = tuple(_meanings(full, vocabulary))
    return Name(
        text=text,
        words=full,
        meanings=meanings,
        legal_forms=frozenset(forms),
        key="".join(full),
        meaning_key=" ".join(sorted(meanings)),
        full_key="".join(folded),
        initials=frozenset(_initials(words, folded, vocabulary)),
    )


def all_readings(text: str) -> list[str]:
    """The name, and it without the acronym beside it: `ICCT - Council on …`, `… (ICCT)`."""
    outside = _ASIDE.sub(" ", text).strip()
    inside = [part for found in _ASIDE.findall(text) for part in found if part]
    if len(inside) == 1 and _is_acronym(inside[0], outside):
        return [text, inside[0], outside]
    parts = [part for part in _DASH.split(text) if part]
    if len(parts) == 2 and (_is_acronym(*parts) or _is_acronym(*parts[::-1])):  # noqa: PLR2004 # name and acronym
        return [text, *parts]
    return [text]


def without_words(name: Name, words: frozenset[str]) -> Name | None:
    """The name without some of its words; None where none or all are left out."""
    left = [word for word in name.words if word not in words]
    if not left or len(left) == len(name.words):
        return None
    meanings = tuple(word for word in name.meanings if word not in words)
    return replace(
        name, words=tuple(left), meanings=meanings, key="".join(left), full_key="".join(left),
        meaning_key=" ".join(sorted(meanings)),
    )  # fmt: skip


def _telling(words: list[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The words without empty ones, unless no two are left: `BEL V` is not `BEL`."""
    full = [word for word in words if word not in vocabulary.empty]
    if len(full) > 1 or len(words) == 1:
        return tuple(full or words)
    return tuple(words[1:] if words[0] == "the" else words)


def _is_acronym(part: str, name: str) -> bool:
    """Whether what stands beside a name is made of its letters; `STM (Tours)` is a place."""
    letters, rest = "".join(fold(part)), "".join(fold(name))
    if len(part.split()) != 1 or not LEAST_INITIALS <= len(letters) <= MOST_BESIDE:
        return False
    if letters[0] not in {word[0] for word in fold(name)}:
        return False
    remaining = iter(rest)
    return all(letter in remaining for letter in letters)


def _without_forms(words: list[str], vocabulary: Vocabulary) -> tuple[list[str], list[str]]:
    """The words that are no legal form, and the forms; a name that is all form is kept."""
    kept, forms, at = [], [], 0
    while at < len(words):
        length = _form_length(words, at, vocabulary)
        if length:
            forms.append(vocabulary.legal_forms[tuple(words[at : at + length])])
        else:
            kept.append(words[at])
        at += length or 1
    return (kept, forms) if kept else (words, [])


def _form_length(words: Sequence[str], at: int, vocabulary: Vocabulary) -> int:
    for length in range(min(vocabulary.longest_form, len(words) - at), 0, -1):
        phrase = tuple(words[at : at + length])
        if phrase in vocabulary.legal_forms:
            is_at_end = at == 0 or at + length == len(words) or _is_all_form(words, at, vocabulary)
            if is_at_end or vocabulary.legal_forms[phrase] in vocabulary.unmistakable:
                return length
    return 0


def _is_all_form(words: Sequence[str], at: int, vocabulary: Vocabulary) -> bool:
    """Whether only short forms follow: `Volvo AB publ`."""
    return all((word,) in vocabulary.legal_forms for word in words[at:])


def _meanings(words: Sequence[str], vocabulary: Vocabulary) -> Iterator[str]:
    at = 0
    while at < len(words):
        for length in range(min(vocabulary.longest_phrase, len(words) - at), 0, -1):
            meant = vocabulary.meanings.get(tuple(words[at : at + length]))
            if meant:
                yield from meant
                at += length
                break
        else:
            yield _ROMAN.get(words[at], words[at].lstrip("0") or words[at])
            at += 1


def _initials(words: Sequence[str], folded: Sequence[str], vocabulary: Vocabulary) -> Iterator[str]:
    """First letters: of all words, of those with meaning, and with the words of the legal form."""
    telling = [word for word in words if word not in vocabulary.empty]
    for some in (words, telling, folded, [word for word in folded if word not in vocabulary.empty]):
        letters = "".join(word[0] for word in some)
        if len(some) > 1 and LEAST_INITIALS < len(letters) <= MOST_INITIALS:
            yield letters


def adjoining(words: Sequence[str]) -> Iterator[str]:
    """Each two words in a row as one, since `micro electronics` is also written together."""
    return (left + right for left, right in pairwise(words))
