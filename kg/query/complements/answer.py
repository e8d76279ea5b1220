"""Complementary partners as they are answered."""

from dataclasses import dataclass

from kg.model import Citation, Organisation, Part
from kg.query.complements.wanted import Kind


@dataclass(frozen=True, slots=True)
class ComplementRequest:
    """Whose partners are asked for, where they must be seated, and for which opportunity."""

    firm: str
    region: str | None = None
    opportunity: str | None = None
    limit: int = 10


@dataclass(frozen=True, slots=True)
class Lack:
    """What is demanded of the firm and it does not hold; any of `competencies` (labels) covers it.

    `whole` names the value chain or opportunity. `partners` counts who could cover it, everywhere.
    """

    kind: Kind
    id: str
    text: str
    whole: str
    whole_name: str
    competencies: tuple[str, ...]
    why: str
    partners: int
    evidence: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Gains:
    """What one side gets from the other: competencies (labels), and markets that it would reach."""

    competencies: tuple[str, ...]
    markets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """How the two stand to one another already: competitor, partner, former partner, same owner."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Complement:
    """A complementary partner; its score is the sum of its parts' contributions.

    With what both sides gain, and how they stand to one another already.
    """

    organisation: Organisation
    parts: tuple[Part, ...]
    firm_gains: Gains
    partner_gains: Gains
    marks: tuple[Mark, ...]

    @property
    def score(self) -> float:
        """In 0..1, since the weights sum to 1."""
        return sum(part.contribution for part in self.parts)


@dataclass(frozen=True, slots=True)
class ComplementAnswer:
    """What a firm lacks and who completes it, best first; `note` says why where nobody does."""

    firm: Organisation
    opportunity: str | None
    region: str | None
    lacks: tuple[Lack, ...]
    complements: tuple[Complement, ...]
    note: str | None
    revision: int
