"""Features of names, each a function whose docstring is what users read of it."""

from collections.abc import Iterable

from kg.ingest.resolution.match_names import SAME, Likeness, NameMatch, information
from kg.ingest.resolution.observe import Compared, Observation
from kg.ingest.resolution.traits import Traits
from kg.ingest.resolution.vocabulary import Sort

# A name that tells no more than one short word is borne by several bodies; one that tells as much
# as two words of a body's own is seldom borne twice, as three hardly ever.
LITTLE, MUCH, MOST = 0.95, 1.9, 2.85
# There are not enough acronyms of so many letters for all who want one.
FEW = 3
_REASONS: dict[Likeness, str] = {
    "equal": "are equal but for legal form, case and accents",
    "same meaning": "say the same in another order or language",
    "same but spelling": "are the same but for their spelling",
    "only word misspelt": "differ by a letter or two in the only word of their own",
    "another name is the same": "are the same; one of them is an alternative name",
    "one is cut short": "are the same, one of them cut off inside a word",
    "one has common words more": "differ by common words",
    "one has own words more": "are the same as far as the shorter one goes",
    "one has common words only": "are the same as far as the common words of one go",
    "share most": "share most of their words",
    "share some": "share some of their words",
    "share little": "share hardly a word",
}


def name(pair: Compared) -> Observation | None:
    """How alike the two names are without legal forms, in any order and in several languages."""
    match = pair.names
    if match is None:
        return None
    return Observation(match.likeness, f"{_both(match)} {_REASONS[match.likeness]}")


def tellingness(pair: Compared) -> Observation | None:
    """How much names that are the same tell: few bodies share a long and uncommon one."""
    match = pair.names
    if match is None or match.likeness not in (*SAME, "one is cut short"):
        return None
    told = information(match.shared, pair.vocabulary)
    if all(pair.vocabulary.sort(word) is not Sort.OWN for word in match.shared):
        if _of_sort(pair, match.shared, Sort.CITY):
            return Observation("names a town", "the words that are equal name a kind and a town")
        return Observation("no own word", "the words that are equal are known ones only")
    return _told(told)


def acronym(pair: Compared) -> Observation | None:
    """Whether one name is the acronym of the other, stated or made of first letters."""
    left, right = pair.left, pair.right
    for one, other in ((left, right), (right, left)):
        main = one.main
        if main is None or not main.is_short or pair.has_equal_names:
            continue
        few = " in few letters" if len(main.key) <= FEW else ""
        if main.key in other.short_names:
            return Observation(
                f"stated{few}", f"{_shown(other)} states the short name “{main.text}”"
            )
        if main.key in other.initials:
            return Observation(
                f"formed{few}", f"“{main.text}” are the first letters of {_shown(other)}"
            )
    # A name that is equal was weighed: it is not a short name besides, nor are its first letters.
    mains = {traits.main.key for traits in pair.sides if traits.main}
    shared = sorted((left.short_names & right.short_names) - mains)
    if shared:
        return Observation("shared", f"both state the short name “{shared[0].upper()}”")
    formed = sorted((left.short_names & right.initials) | (right.short_names & left.initials))
    if formed and not pair.has_equal_names:
        return Observation("fits", f"the short name “{formed[0].upper()}” fits the other's words")
    if left.short_names and right.short_names and not pair.has_equal_names:
        stated = (f"“{min(names).upper()}”" for names in (left.short_names, right.short_names))
        return Observation("differ", f"the short names {' and '.join(stated)} differ")
    return None


def kind_words(pair: Compared) -> Observation | None:
    """Words of only one name that say what kind of body it is, such as hospital or foundation."""
    return _words_of_one(pair, Sort.KIND, "what kind of body it is")


def country_words(pair: Compared) -> Observation | None:
    """A country that only one name bears, as subsidiaries do."""
    return _words_of_one(pair, Sort.COUNTRY, "a country")


def city_words(pair: Compared) -> Observation | None:
    """A city that only one name bears."""
    return _words_of_one(pair, Sort.CITY, "a city")


def common_words(pair: Compared) -> Observation | None:
    """Common words, such as energy or services, that only one name has."""
    return _words_of_one(pair, Sort.COMMON, "a common word")


def numbers(pair: Compared) -> Observation | None:
    """Numbers in the names, such as those of institutes of one academy."""
    match = pair.names
    if match is None:
        return None
    left = _of_sort(pair, match.only_left, Sort.NUMBER)
    right = _of_sort(pair, match.only_right, Sort.NUMBER)
    if left and right:
        return Observation("differ", f"number {left[0]} against {right[0]}")
    if left or right:
        return Observation("of one", f"only one has the number {(left or right)[0]}")
    same = _of_sort(pair, match.shared, Sort.NUMBER)
    return Observation("same", f"both have the number {same[0]}") if same else None


def legal_form(pair: Compared) -> Observation | None:
    """Whether the legal forms in the names agree; Ltd and Limited do."""
    left, right = (traits.main.legal_forms if traits.main else frozenset() for traits in pair.sides)
    if not (left and right):
        return None
    if left & right:
        return Observation("same", f"both are {_form(left & right)}")
    return Observation("differ", f"{_form(left)} against {_form(right)}")


def _told(told: float) -> Observation:
    """The level of a name with words of its own."""
    if told < LITTLE:
        return Observation("tells little", "the name is short or made of common words")
    if told < MUCH:
        return Observation("tells something", "the name has hardly more than one word of its own")
    if told < MOST:
        return Observation("tells much", "the name has two words of its own, or as much")
    return Observation("tells most", "the name has several words of its own")


def _words_of_one(pair: Compared, sort: Sort, what: str) -> Observation | None:
    match = pair.names
    if match is None:
        return None
    left, right = (_of_sort(pair, words, sort) for words in (match.only_left, match.only_right))
    if left and right:
        return Observation("differ", f"“{left[0]}” against “{right[0]}” says {what}")
    if left or right:
        return Observation("of one", f"only one says {what}: “{(left or right)[0]}”")
    return None


def _of_sort(pair: Compared, words: Iterable[str], sort: Sort) -> list[str]:
    return [word.lower() for word in words if pair.vocabulary.sort(word) is sort]


def _both(match: NameMatch) -> str:
    return f"“{match.left.text}” and “{match.right.text}”"


def _shown(traits: Traits) -> str:
    return f"“{traits.profile.name}”"


def _form(forms: frozenset[str]) -> str:
    return ", ".join(sorted(forms)).upper()
