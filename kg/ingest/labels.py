"""Which of several labels in several languages shows a thing, and which are its other labels."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Label(NamedTuple):
    """A label with its language tag (BCP 47); None where it has none."""

    text: str
    language: str | None


class Labels(NamedTuple):
    """The label that is shown, empty where there is none, and all others, each once."""

    shown: str
    others: tuple[str, ...]


def choose_labels(preferred: Iterable[Label], further: Iterable[str] = ()) -> Labels:
    """Shows the English label or one without a language, else the first by language.

    A label that is the same word in two languages is one label.
    """
    ordered = in_order(preferred)
    english = [label.text for label in ordered if is_english(label)]
    others = [label.text for label in ordered if label.text not in english[:1]]
    shown = (english or others or [""])[0]
    rest = dict.fromkeys((*others, *further))
    return Labels(shown, tuple(text for text in rest if text != shown))


def in_order(labels: Iterable[Label]) -> Sequence[Label]:
    """By language, those without one first."""
    return sorted(labels, key=lambda label: (label.language or "", label.text))


def is_english(label: Label) -> bool:
    """Whether it is English of any kind, or says nothing of its language."""
    return label.language is None or label.language.split("-")[0].lower() == "en"
