"""What words in names mean: legal forms, kinds of bodies, common words, places."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from importlib.resources import files
from types import MappingProxyType

from kg.ingest.resolution.fold import fold

Phrase = tuple[str, ...]


class Sort(Enum):
    """What a word says: what kind of body, what very many do, where, which one, or who."""

    KIND = "kind"
    COMMON = "common"
    COUNTRY = "country"
    CITY = "city"
    NUMBER = "number"
    OWN = "own"


# How much a word tells of who is meant, against one of the body's own.
TELLS: Mapping[Sort, float] = MappingProxyType({
    Sort.KIND: 0.35, Sort.COMMON: 0.35, Sort.COUNTRY: 0.35,
    Sort.CITY: 0.5, Sort.NUMBER: 0.5, Sort.OWN: 1.0,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words and phrases in plain letters; phrases are looked up longest first."""

    empty: frozenset[str]
    legal_forms: Mapping[Phrase, str]
    unmistakable: frozenset[str]
    meanings: Mapping[Phrase, Phrase]
    sorts: Mapping[str, Sort]
    longest_phrase: int
    longest_form: int
    shared_hosts: frozenset[str]
    second_levels: frozenset[str]

    def sort(self, word: str) -> Sort:
        """What sort of word this is; one that is not known is the body's own."""
        return self.sorts.get(word) or (Sort.NUMBER if word.isdigit() else Sort.OWN)


def load_vocabulary() -> Vocabulary:
    """Reads `words.toml`, which lies beside this file."""
    text = files("kg.ingest.resolution").joinpath("words.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    meanings: dict[Phrase, Phrase] = {}
    sorts: dict[str, Sort] = {}
    for table, sort in (
        ("countries", Sort.COUNTRY), ("cities", Sort.CITY),
        ("kinds", Sort.KIND), ("common", Sort.COMMON),
    ):  # fmt: skip
        for meaning, words in tables[table].items():
            # Meanings stand in capitals, so that none is taken for a word of a name.
            meant = tuple(word.upper() for word in meaning.split())
            sorts.update((word, sorts.get(word, sort)) for word in meant)
            for phrase in _phrases(words):
                meanings.setdefault(phrase, meant)
    forms = {
        phrase: form for form, words in tables["legal_forms"].items() for phrase in _phrases(words)
    }
    return Vocabulary(
        empty=frozenset(word for (word,) in _phrases(tables["empty"]["words"])),
        legal_forms=forms,
        unmistakable=frozenset(tables["unmistakable"]["legal_forms"]),
        meanings=meanings,
        sorts=sorts,
        longest_phrase=max(map(len, meanings)),
        longest_form=max(map(len, forms)),
        shared_hosts=frozenset(tables["hosts"]["shared"]),
        second_levels=frozenset(tables["hosts"]["second_level"]),
    )


def _phrases(words: Iterable[str]) -> Iterator[Phrase]:
    return (tuple(fold(word)) for word in words)
