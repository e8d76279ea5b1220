"""What the features look at, and what they give."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from kg.ingest.resolution.match_names import NameMatch, best_match
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
        return best_match(self.left.names, self.right.names, self.vocabulary)

    @property
    def has_equal_names(self) -> bool:
        """Whether a name of one is a name of the other, without legal form."""
        return self.names is not None and self.names.likeness == "equal"


@dataclass(frozen=True, slots=True)
class Feature:
    """A row of the table: a measure, and the levels that it may give, with the sign of each.

    A level that speaks for the same body never weighs against it, whatever few examples say; None
    leaves it to the examples.
    """

    name: str
    measure: Callable[[Compared], Observation | None]
    levels: tuple[tuple[str, int | None], ...]
