"""What the features look at, and what they give."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from kg.ingest.resolution.match_names import NameMatch, Names, best_match
from kg.ingest.resolution.names import without_words
from kg.ingest.resolution.traits import Traits
from kg.ingest.resolution.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Observation:
    """What a feature found: a level, which has a weight, and the reason for readers."""

    level: str
    reason: str


@dataclass(frozen=True)
class Compared:
    """Two organisations side by side."""

    left: Traits
    right: Traits
    vocabulary: Vocabulary

    @property
    def sides(self) -> tuple[Traits, Traits]:
        """Both."""
        return self.left, self.right

    @cached_property
    def names(self) -> NameMatch | None:
        """How the names that are most alike relate."""
        left = _names(self.left, self.right.short_names)
        return best_match(left, _names(self.right, self.left.short_names), self.vocabulary)

    @property
    def has_equal_names(self) -> bool:
        """Whether a name of one is a name of the other, without legal form."""
        match = self.names
        return match is not None and match.left.key == match.right.key


def _names(traits: Traits, stated: frozenset[str]) -> Names:
    """The names, also without the short name that the other side states: `Evercam - Camba TV`."""
    main = traits.names
    if traits.main is not None and not stated.isdisjoint(traits.main.words):
        shorter = without_words(traits.main, stated)
        main = (*main, shorter) if shorter else main
    return Names(main, traits.other_names)


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of the table: a measure, and the levels that it may give, with the sign of each.

    A level that speaks for the same body never weighs against it, whatever few examples say; None
    leaves it to the examples.
    """

    name: str
    measure: Callable[[Compared], Observation | None]
    levels: tuple[tuple[str, int | None], ...]
