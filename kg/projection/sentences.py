"""Splits a text into its sentences, for comparing each by itself."""

import re
from collections.abc import Sequence

# Sentence ends, line ends, semicolons and bullets. A full stop ends a sentence only behind a word
# of two letters or more, or a bracket: "e. g." and "No. 5" do not matter, "1.5" does.
_BREAKS = re.compile(r"(?<=[^\W_][^\W_]|.[)\]\"”%?!])[.!?]+(?=\s|$)|[;\n\r•]+")
# What follows in a longer text rarely tells its subject, and each sentence costs time.
MOST_SENTENCES = 20


def split_sentences(text: str) -> Sequence[str]:
    """The first sentences of a text in order, each once, without what ends them."""
    parts = (part.strip(" \t.!?") for part in _BREAKS.split(text))
    return list(dict.fromkeys(part for part in parts if part))[:MOST_SENTENCES]
