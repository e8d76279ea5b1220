"""Text that was damaged on its way: decoded twice, or with marks of another format left in it.

Decoding twice is found as ftfy finds it (Speer 2019): the text is written in the encoding that it
was wrongly read in, and read as UTF-8; only text that was UTF-8 before survives that by chance.
"""

import re
from html.entities import html5

# What wrongly reads UTF-8: Windows in western Europe, and the Macintosh before 2001.
WRONG_READINGS = ("cp1252", "mac_roman")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
# Excel writes a control character into a cell as its number (ECMA-376 part 1, section 22.9.2.19).
_OFFICE = re.compile(r"_x[0-9A-Fa-f]{4}_")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
REPLACEMENT = "\ufffd"
# Latin letters and signs up to here are made of two characters that hardly ever follow one another
# in any language; of Greek and Cyrillic ones at least two in a row are asked for.
LAST_LATIN = "\u017f"
LAST_CYRILLIC = "\u04ff"
LEAST_IN_A_ROW = 2
SIGNS = frozenset("\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2020\u2022"
                  "\u2026\u2030\u2032\u2033\u2039\u203a\u20ac\u2122\u2212")  # fmt: skip


def damage(text: str) -> str | None:
    """What is wrong with a text, in words; None where nothing is."""
    if found := _OFFICE.search(text):
        return f"{found[0]} stands for a control character that a spreadsheet has left"
    if REPLACEMENT in text:
        return "a character was lost where the text was read in another encoding"
    if (found := _ENTITY.search(text)) and _is_entity(found[0]):
        return f"{found[0]} is a character of a web page, written out"
    once = decoded_once(text)
    return None if once == text else f"decoded twice; perhaps {once!r}"


def decoded_once(text: str) -> str:
    """The text as it was before it was decoded twice, or oftener; the same where it was not."""
    before, now = "", text
    while now != before and not now.isascii():
        # Each time some characters become fewer, so this ends.
        before, now = now, _BEYOND_ASCII.sub(lambda found: _undone(found[0]), now)
    return now


def _undone(run: str) -> str:
    for encoding in WRONG_READINGS:
        try:
            before = run.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if _is_likely(before):
            return before
    return run


def _is_likely(before: str) -> bool:
    """Whether characters are those of texts that are decoded twice, not of quotes by chance."""
    if all(character <= LAST_LATIN or character in SIGNS for character in before):
        return True
    in_a_row = len(before) >= LEAST_IN_A_ROW
    return in_a_row and all(c <= LAST_CYRILLIC or c in SIGNS for c in before)


def _is_entity(found: str) -> bool:
    return found[1] == "#" or found[1:] in html5
