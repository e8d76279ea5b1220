"""Texts as they are compared: in plain letters, whatever the spelling, accents and alphabet."""

import re
import unicodedata

from kg.quality.text_damage import decoded_once

# What Unicode does not take apart.
_LETTERS = {
    "ß": "ss", "ø": "o", "æ": "a", "œ": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
    "ə": "e", "ħ": "h", "ŋ": "n", "&": " and ", "’": "'", "`": "'", "´": "'",
}  # fmt: skip
# ELOT 743 and the common English way for Cyrillic, kept to one letter where they have a choice.
_GREEK = dict(zip("αβγδεζηθικλμνξοπρστυφχψως", (
    "a v g d e z i th i k l m n x o p r s t y f ch ps o s").split(), strict=True))  # fmt: skip
_CYRILLIC = dict(zip("абвгдежзийклмнопрстуфхцчшщъыьэюяєіїґ", (
    "a b v g d e zh z i y k l m n o p r s t u f h ts ch sh sht a y - e yu ya ye i yi g"
).replace("-", "\0").split(), strict=True))  # fmt: skip
_TABLE = str.maketrans({**_LETTERS, **_GREEK, **_CYRILLIC})
_UMLAUTS = re.compile("([aou])e")
SHORTEST = 2
# `B&W` is an abbreviation, `Research & Development` is not.
_LETTERS_AND = re.compile(r"(?<=\b[a-z])&(?=[a-z]\b)")
_WORD = re.compile(r"[a-z0-9]+")


def fold(text: str) -> list[str]:
    """The words of a text in plain small letters: `MÜNCHEN`, `Muenchen` and `munchen` are one.

    An apostrophe parts words, a full stop inside an abbreviation does not: `S.p.A.` is `spa`.
    """
    apart = unicodedata.normalize("NFKD", decoded_once(text)).casefold()
    apart = unicodedata.normalize("NFKD", apart)
    plain = "".join(c for c in apart if not unicodedata.combining(c))
    plain = _LETTERS_AND.sub("", plain).translate(_TABLE)
    return [_without_umlauts(word) for word in _joined(_WORD.findall(plain.replace("\0", "")))]


def _without_umlauts(word: str) -> str:
    """`muenchen` is `munchen`; words of two letters, such as `ae`, are abbreviations."""
    while len(word) > SHORTEST:
        before, word = word, _UMLAUTS.sub(r"\1", word)
        if word == before:
            break
    return word


def _joined(words: list[str]) -> list[str]:
    """Single letters in a row make one word, since they are an abbreviation."""
    found: list[str] = []
    is_open = False
    for word in words:
        is_letter = len(word) == 1 and word.isalpha()
        if is_letter and is_open:
            found[-1] += word
        else:
            found.append(word)
        is_open = is_letter
    return found
