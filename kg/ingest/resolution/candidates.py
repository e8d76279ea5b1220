"""Finds the pairs worth a comparison, without comparing all with all.

Two organisations are a candidate if they share an identifier, a web domain, a telephone number or
a name, if one is called by the acronym of the other, or if they are among each other's nearest by
the words that they share; the rarer a word or a pair of words, the more it counts. Keys are
compared as hashes in sorted arrays, so a hundred thousand organisations take little memory.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from kg.ingest.resolution.traits import Traits
from kg.ingest.resolution.vocabulary import Sort, Vocabulary

Ints = NDArray[np.int64]

# A name may be that of very many bodies: each is compared with so many next to it, by country and
# city. An acronym fits more bodies than a name.
NEIGHBOURS, NEIGHBOURS_OF_ACRONYMS = 60, 200
# What more organisations than these share tells too little to be a reason for a comparison.
MOST_WITH_WORDS, MOST_WITH_SLIP = 40, 15
# So many nearest ones by words are compared with each organisation.
NEAREST = 15
# A word of at least this length is found with one letter wrong, missing or exchanged; shorter ones,
# down to the second length, in the same city or else country only.
LEAST_WITH_SLIP, LEAST_WITH_SLIP_NEAR = 6, 4
# Names in one city that begin with the same letters, so many, may be one that was cut off.
BEGINNING = 10
# Pairs of words are taken of the first words of a name: some names are sentences.
MOST_WORDS = 8


def candidate_pairs(traits: Sequence[Traits], vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """Pairs of positions, each once, the lower position first, in order."""
    order = _by_place(traits)
    count = len(traits)
    found = [
        _neighbours(_entries(traits, _sure_keys), order, NEIGHBOURS, count),
        _acronyms(traits, order, count),
        _nearest(traits, vocabulary, order),
    ]
    for code in np.unique(np.concatenate(found)).tolist():
        yield divmod(code, count)


def _sure_keys(traits: Traits) -> Iterator[str]:
    for scheme, values in traits.identifiers:
        yield from (f"id:{scheme}:{value}" for value in values)
    if traits.domain:
        yield f"web:{traits.domain}"
    if traits.phone:
        yield f"tel:{traits.phone}"
    for name in (*traits.names, *traits.other_names):
        yield f"name:{name.key}"
        yield f"meaning:{name.meaning_key}"


def _by_place(traits: Sequence[Traits]) -> Ints:
    """The rank of each organisation when sorted by country, city and name."""
    where = [(t.country, t.city, t.profile.name, t.profile.id) for t in traits]
    ranks = np.empty(len(where), dtype=np.int64)
    ranks[sorted(range(len(where)), key=where.__getitem__)] = np.arange(len(where))
    return ranks


def _entries(
    traits: Sequence[Traits], keys: Callable[[Traits], Iterable[str]]
) -> tuple[Ints, Ints]:
    """Hashes of keys, and the positions of those that have them."""
    # Not lists: an integer in a list takes four times as much.
    hashes, owners = array("q"), array("q")
    for position, one in enumerate(traits):
        own = {hash(key) for key in keys(one)}
        hashes.extend(own)
        owners.extend([position] * len(own))
    return np.frombuffer(hashes, dtype=np.int64), np.frombuffer(owners, dtype=np.int64)


def _sorted(entries: tuple[Ints, Ints], order: Ints) -> tuple[Ints, Ints]:
    hashes, owners = entries
    by_key = np.lexsort((order[owners], hashes))
    return hashes[by_key], owners[by_key]


def _neighbours(entries: tuple[Ints, Ints], order: Ints, window: int, count: int) -> Ints:
    """Codes of pairs that share a key and stand at most `window` apart among those that do."""
    hashes, owners = _sorted(entries, order)
    at, found = np.arange(len(hashes)), [np.empty(0, dtype=np.int64)]
    for step in range(1, window + 1):
        at = at[at + step < len(hashes)]
        at = at[hashes[at] == hashes[at + step]]
        if not len(at):
            break
        found.append(_codes(owners[at], owners[at + step], count))
    return np.unique(np.concatenate(found))


def _codes(left: Ints, right: Ints, count: int) -> Ints:
    return np.minimum(left, right) * count + np.maximum(left, right)


def _acronyms(traits: Sequence[Traits], order: Ints, count: int) -> Ints:
    """Pairs of which one is called by an acronym that the other states, or that fits its words."""
    hashes, owners = _sorted(_entries(traits, _acronyms_of_another), order)
    called, callers = _entries(traits, _called_by_acronym)
    known, ranks = np.unique(hashes, return_inverse=True)
    of_known = np.isin(called, known)
    called, callers = called[of_known], callers[of_known]
    rank = np.searchsorted(known, called)
    # Those with the acronym begin and end here; the nearest by place stand around the middle.
    first, last = np.searchsorted(ranks, rank), np.searchsorted(ranks, rank, side="right")
    middle = np.searchsorted(ranks * count + order[owners], rank * count + order[callers])
    at = np.clip(middle - NEIGHBOURS_OF_ACRONYMS // 2, first, None)
    found = [np.empty(0, dtype=np.int64)]
    for step in range(NEIGHBOURS_OF_ACRONYMS):
        is_in = at + step < last
        found.append(_codes(callers[is_in], owners[at[is_in] + step], count))
    return np.unique(np.concatenate(found))


def _called_by_acronym(traits: Traits) -> Iterator[str]:
    if traits.main is not None and traits.main.is_short:
        yield traits.main.key


def _acronyms_of_another(traits: Traits) -> Iterator[str]:
    own = set(_called_by_acronym(traits))
    yield from (traits.short_names | traits.initials) - own


def _nearest(traits: Sequence[Traits], vocabulary: Vocabulary, order: Ints) -> Ints:
    """Pairs in which one is among the nearest of the other by rare words."""
    count = len(traits)
    parts = (
        (lambda one: _word_keys(one, vocabulary), MOST_WITH_WORDS),
        (lambda one: _slip_keys(one, vocabulary), MOST_WITH_SLIP),
    )
    shared = [_weighed(_entries(traits, keys), order, most, count) for keys, most in parts]
    codes, place = np.unique(np.concatenate([codes for codes, _ in shared]), return_inverse=True)
    each = np.concatenate([bits for _, bits in shared])
    bits = np.bincount(place, each, minlength=len(codes)).astype(np.float64)
    near: Ints = codes[_is_near(codes, bits, count)]
    return near


def _word_keys(traits: Traits, vocabulary: Vocabulary) -> Iterator[str]:
    city = " ".join(traits.city)
    for name in traits.names:
        if len(name.key) >= BEGINNING:
            yield f"begins:{name.key[:BEGINNING]} {city or traits.country}"
    for name in (*traits.names, *traits.other_names):
        words = sorted(set(name.meanings))[:MOST_WORDS]
        yield from (f"word:{w}" for w in words if vocabulary.sort(w) is not Sort.NUMBER)
        yield from (f"two:{one} {other}" for one, other in combinations(words, 2))
        yield from (f"at:{word} {city}" for word in words if city)


def _slip_keys(traits: Traits, vocabulary: Vocabulary) -> Iterator[str]:
    """Each own word, and the word without each of its letters: two with one slip share one."""
    near = " ".join(traits.city) or traits.country
    for name in (*traits.names, *traits.other_names):
        for word in set(name.meanings):
            if len(word) >= LEAST_WITH_SLIP_NEAR - 1 and vocabulary.sort(word) is Sort.OWN:
                where = "" if len(word) >= LEAST_WITH_SLIP else near
                yield f"slip:{word} {where}"
                if len(word) >= LEAST_WITH_SLIP_NEAR:
                    yield from (f"slip:{word[:i]}{word[i + 1 :]} {where}" for i in range(len(word)))


def _weighed(
    entries: tuple[Ints, Ints], order: Ints, most: int, count: int
) -> tuple[Ints, NDArray[np.float64]]:
    """Codes of pairs that share a key that few have, and the bits that each key tells."""
    hashes, owners = _sorted(entries, order)
    _, place, sizes = np.unique(hashes, return_inverse=True, return_counts=True)
    size = sizes[place]
    kept = (size > 1) & (size <= most)
    hashes, owners, size = hashes[kept], owners[kept], size[kept]
    at, codes, bits = np.arange(len(hashes)), [np.empty(0, np.int64)], [np.empty(0)]
    for step in range(1, most):
        at = at[at + step < len(hashes)]
        at = at[hashes[at] == hashes[at + step]]
        codes.append(_codes(owners[at], owners[at + step], count))
        bits.append(np.log2(count / size[at]))
    return np.concatenate(codes), np.concatenate(bits)


def _is_near(codes: Ints, bits: NDArray[np.float64], count: int) -> NDArray[np.bool_]:
    """Whether a pair is among the NEAREST of either of its two."""
    near = np.zeros(len(codes), dtype=bool)
    for side in np.divmod(codes, count):
        ranked = np.lexsort((codes, -bits, side))
        starts = np.searchsorted(side[ranked], side[ranked])
        near[ranked[np.arange(len(codes)) - starts < NEAREST]] = True
    return near
