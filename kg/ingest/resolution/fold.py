"""Texts as they are compared: in plain letters, whatever the spelling, accents and alphabet."""

import re
import unicodedata

from kg.quality.text_damage import decoded_once

# What Unicode does not take apart; Greek after ELOT 743, and the common English way for Cyrillic.
_LETTERS = (
    "ßss øo æa œo łl đd ðd þth ıi əe ħh ŋn "  # noqa: RUF001 # letters are what it is about
    "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξx οo πp ρr σs ςs τt υy φf χch ψps ωo "  # noqa: RUF001
    "аa бb вv гg дd еe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хh цts чch шsh щsht "  # noqa: RUF001
    "ъa ыy ь эe юyu яya єye іi їyi ґg"  # noqa: RUF001
)
_TABLE = str.maketrans({pair[0]: pair[1:] for pair in _LETTERS.split()} | {"&": " and "})
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
