"""A text in which stretches are found one kind after the other, none of them twice."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.conditions import Condition

# Stands where something was found already: no word, no space and no sign that rules look for.
TAKEN = "\x01"
# Characters: what leads to a condition stands no further before it.
LOOK_BACK = 100
# Stands in what is left of a clause for its first span, the next sign for the second, and so on.
FIRST_MARK = 0xE000
MARKS = re.compile("[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a clause that states a condition; None where it states nothing to hold to.

    Where it is not `cut`, its words say what is needed as well and stay in the requirement.
    """

    begin: int
    end: int
    condition: Condition | None
    cut: bool = True


@dataclass(frozen=True, slots=True)
class Scanned:
    """A clause with what was found in it; `open` is the clause where nothing was found yet."""

    text: str
    open: str
    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, text: str) -> "Scanned":
        """A clause in which nothing was found yet; the signs that stand for spans are taken out."""
        text = MARKS.sub(" ", text.replace(TAKEN, " "))
        return cls(text, text)

    def take(self, *spans: Span) -> "Scanned":
        """The clause with further spans, but those that overlap what was found."""
        if not spans:
            return self
        left, found = list(self.open), list(self.spans)
        for span in spans:
            if TAKEN not in left[span.begin : span.end]:
                left[span.begin : span.end] = TAKEN * (span.end - span.begin)
                found.append(span)
        return replace(self, open="".join(left), spans=tuple(found))

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Where a pattern holds in what is open."""
        return pattern.finditer(self.open)

    @property
    def left(self) -> str:
        """The clause with a mark for each span, and without the words of those that are cut."""
        text = self.text
        for number in sorted(range(len(self.spans)), key=lambda n: -self.spans[n].begin):
            span = self.spans[number]
            kept = "" if span.cut else text[span.begin : span.end]
            mark = f" {chr(FIRST_MARK + number)} "
            text = text[: span.begin] + mark + kept + text[span.end :]
        return text

    def marked(self, text: str) -> list[Condition]:
        """The conditions whose marks stand in a piece of what is left."""
        numbers = [ord(mark) - FIRST_MARK for mark in MARKS.findall(text)]
        found = (self.spans[number].condition for number in numbers)
        return [condition for condition in found if condition is not None]


def leads_to(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    """What stands before a place in a text, for a pattern that ends in `$`.

    It looks back so far only, so that reading takes time in proportion to the text.
    """
    return pattern.search(text, max(0, end - LOOK_BACK), end)
