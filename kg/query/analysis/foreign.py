"""Tells whether a text is in another language than English, and which labels it can mean then.

The encoder knows English: two texts in another language are near to one another by their language
alone. So there only labels count that share a word with the text.
"""

import re
from collections.abc import Iterable, Sequence

# Small words that the other language does not have.
_ENGLISH = frozenset((
    "the", "of", "and", "for", "to", "with", "we", "our", "is", "are", "by", "an", "or", "from",
    "that", "who", "at", "as",
))  # fmt: skip
_OTHERS = frozenset((
    "und", "der", "das", "für", "mit", "von", "im", "ein", "eine", "einen", "wir", "oder", "zur",
    "zum", "aus", "et", "des", "du", "de", "la", "le", "les", "pour", "une", "dans", "avec", "nous",
    "ou", "sur", "i", "w", "z", "na", "dla", "oraz", "po", "od", "lub", "przez", "o", "e", "di",
    "per", "con", "y", "para", "il", "el", "los",
))  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
# As many first letters of a word tell it in any inflection, and in compounds.
STEM = 5


def is_foreign(text: str) -> bool:
    """Whether the small words, or if there are none the letters, are those of other languages."""
    words = [word.lower() for word in _WORD.findall(text)]
    english, others = (sum(word in known for word in words) for known in (_ENGLISH, _OTHERS))
    if english or others:
        return others > english
    return 2 * sum(not word.isascii() for word in words) > len(words)


def shares_a_word(words: Sequence[str], others: Iterable[str]) -> bool:
    """Whether a word begins as part of another does: `Blechteile` and `Feinblech`."""
    return any(one[:STEM] in other or other[:STEM] in one for other in others for one in words)
