"""Tells whether a certificate's title names a standard, however either is written."""

import re
from itertools import zip_longest

from kg.projection.words import fold_accents

# A European or national edition of an ISO standard is the same one.
_EDITIONS = frozenset({"din", "en", "bs", "onorm", "pn", "nf", "uni", "une"})
# The aerospace standards of the three regions are one (IAQG 9100, 9110, 9120).
_AEROSPACE = frozenset({"9100", "9110", "9120"})
_REGIONAL = frozenset({"as", "jisq"})


def names_standard(title: str, standard: str) -> bool:
    """Whether a title names a standard: `ISO/IEC 17025:2017` names `ISO 17025`."""
    wanted = designation(standard)
    return bool(wanted) and wanted in designation(title)


def designation(text: str) -> str:
    """The words of a title or standard as they are compared, a space before and behind each.

    Letters and digits are apart, so that it does not matter whether a space stands between.
    """
    words = re.findall(r"[^\W\d_]+|\d+", fold_accents(text.casefold()))
    found: list[str] = []
    for word, behind in zip_longest(words, words[1:], fillvalue=""):
        is_edition = behind in {"iso", "en"} and word in _EDITIONS
        is_joint = word == "iec" and found[-1:] == ["iso"]
        if is_edition or is_joint:
            continue
        found.append("en" if word in _REGIONAL and behind in _AEROSPACE else word)
    return f" {' '.join(found)} " if found else ""
