"""Reads a text as passages: as a whole and by sentence, each with the stretches that it holds.

A sentence that asks for several things lies near to none of them as a whole; a stretch of a few
words lies near to the one that it names (passage-level evidence; Callan, SIGIR 1994).
"""

import re
from dataclasses import dataclass

from kg.projection.sentences import split_sentences

# Measured as well as several lengths at every word, in a third of the time (bench/skills.py, on
# its validation parts).
WORDS_OF_A_STRETCH = 4
STEP = 2
# Each stretch is compared with all labels, and what follows in a longer text rarely tells its
# subject.
MOST_STRETCHES = 120

# What stands for something left out, such as <ORGANIZATION>, and the tags of a page.
_MARKUP = re.compile(r"<[^<>]*>")
_SAYS_SOMETHING = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, and the stretches of words whose best one counts beside it."""

    text: str
    stretches: tuple[str, ...]


def passages(text: str) -> list[Passage]:
    """The text as a whole, then its sentences if it has more than one."""
    text = _MARKUP.sub(" ", text)
    found: list[Passage] = []
    room = MOST_STRETCHES
    for sentence in split_sentences(text):
        stretches = _stretches(sentence)[:room]
        room -= len(stretches)
        found.append(Passage(sentence, tuple(stretches) or (sentence,)))
    if len(found) == 1:
        return found
    every = dict.fromkeys(stretch for passage in found for stretch in passage.stretches)
    return [Passage(text, tuple(every) or (text,)), *found]


def _stretches(sentence: str) -> list[str]:
    words = [word for word in sentence.split() if _SAYS_SOMETHING.search(word)]
    begins = range(0, max(1, len(words) - WORDS_OF_A_STRETCH + STEP), STEP)
    stretches = (" ".join(words[begin : begin + WORDS_OF_A_STRETCH]) for begin in begins)
    return list(dict.fromkeys(filter(None, stretches)))
