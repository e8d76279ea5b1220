"""Splits text into the word stems that lexical search compares."""

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import Stemmer

# A word begins with a letter or digit and may hold joining signs: c++, ti-6al-4v, iso9001.
WORD = re.compile(r"[^\W_][\w+#]*")
STOP_WORDS = Path(__file__).with_name("stop_words.txt")
# Words of any need that say nothing of its subject.
FILLERS = frozenset(
    {
        "we",
        "our",
        "us",
        "you",
        "your",
        "i",
        "my",
        "can",
        "could",
        "who",
        "which",
        "from",
        "have",
        "has",
        "must",
        "should",
        "would",
        "will",
        "like",
        "need",
        "needs",
        "needed",
        "want",
        "wants",
        "looking",
        "search",
        "seek",
        "seeking",
        "partner",
        "partners",
        "company",
        "companies",
        "firm",
        "firms",
        "supplier",
        "suppliers",
        "someone",
        "somebody",
        "anybody",
        "help",
        "please",
        "wir",
        "suchen",
        "brauchen",
        "nous",
        "cherchons",
        "szukamy",
        "firmy",
        "new",
        "using",
        "use",
        "used",
        "based",
    }
)


class Words:
    """A splitter with its stemmer (Snowball, English)."""

    def __init__(self) -> None:
        self._stemmer = Stemmer.Stemmer("english")
        self._stop = FILLERS.union(*map(str.split, _lines(STOP_WORDS)))

    def stems(self, text: str) -> list[str]:
        """The stems of the words of a text that carry meaning, in order, with repetitions."""
        return list(self._stemmer.stemWords(self.words(text)))

    def words(self, text: str) -> list[str]:
        """The words themselves, without case and accents."""
        return [w for w in WORD.findall(fold_accents(text.lower())) if w not in self._stop]

    def all_stems(self, texts: Iterable[str]) -> list[list[str]]:
        """The stems of many texts."""
        return [self.stems(text) for text in texts]


def fold_accents(text: str) -> str:
    """A text without accents: `für` and `fur` are found by each other."""
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKD", text).replace("ł", "l").replace("ß", "ss")
    return "".join(c for c in folded if not unicodedata.combining(c))


def _lines(file: Path) -> list[str]:
    """The lines of a file that are no comments."""
    return [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
