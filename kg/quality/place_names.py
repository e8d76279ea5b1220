"""Names of cities as they are compared: how a source writes them does not matter."""

import re
import unicodedata

from kg.quality.text_damage import decoded_once

_WORDS = re.compile(r"[^\W\d_]+")
_ASIDES = re.compile(r"\([^()]*\)")
# What Unicode does not take apart, and how umlauts are written where there are none.
_FOLDED = (("ß", "ss"), ("ø", "o"), ("æ", "a"), ("œ", "o"), ("ł", "l"), ("đ", "d"))
_UMLAUTS = re.compile("([aou])e")
# "PARIS CEDEX 05" is Paris: the word says only how the post sorts.
_POSTAL_WORDS = frozenset({"cedex"})


def city_key(city: str) -> str:
    """`MUENCHEN`, `München (Schwabing)` and `munchen` are one; no name gives ""."""
    folded = _ASIDES.sub(" ", decoded_once(city).casefold())
    for letter, plain in _FOLDED:
        folded = folded.replace(letter, plain)
    apart = unicodedata.normalize("NFKD", folded)
    plain = "".join(c for c in apart if not unicodedata.combining(c))
    words = [word for word in _WORDS.findall(plain) if word not in _POSTAL_WORDS]
    return _UMLAUTS.sub(r"\1", " ".join(words))
