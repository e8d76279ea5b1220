"""The columns of the read model."""

from dataclasses import dataclass

from kg.model import Organisation
from kg.projection.columns import Indices, Lists, Texts
from kg.projection.lexicon import Lexicon
from kg.projection.phrases import Phrases
from kg.projection.vectors import Vectors

# The order is the code that is stored.
STATUSES = ("derived", "claimed", "evidenced", "verified", "expired")
# Stands for a day or number that no source states.
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Organisations:
    """One row an organisation, by id; an empty text stands for unknown.

    `doubts` are reasons, parted by line ends.
    """

    ids: Texts
    names: Texts
    kinds: Texts
    countries: Texts
    regions: Texts
    doubts: Texts

    def __getitem__(self, row: int) -> Organisation:
        return Organisation(
            self.ids[row],
            self.names[row],
            self.kinds[row],
            self.countries[row] or None,
            self.regions[row] or None,
            doubts=tuple(self.doubts[row].splitlines()),
        )


@dataclass(frozen=True, slots=True)
class Capabilities:
    """One row a capability, by id; days count from 0001-01-01 as `date.toordinal` does.

    `shown` is the latest day on which it was recorded or evidence was issued; on the day `ends`
    the last evidence runs out, unless some has no end. `doubts` are reasons, parted by line ends.
    """

    ids: Texts
    organisation: Indices
    text: Indices
    status: Indices
    level: Indices
    recorded: Indices
    shown: Indices
    ends: Indices
    consortium: Indices
    doubts: Texts
    competencies: Lists
    evidence: Lists


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row a piece of evidence, by id."""

    ids: Texts
    issued: Indices
    expires: Indices


@dataclass(frozen=True, slots=True)
class Statements:
    """One row a different text, with the capabilities that share it."""

    texts: Texts
    vectors: Vectors
    lexicon: Lexicon
    capabilities: Lists


@dataclass(frozen=True, slots=True)
class Competencies:
    """One row a competency, by id, and one row a label; `bearers` are capabilities.

    `phrases` are the labels' words, to be found verbatim in a need.
    """

    ids: Texts
    names: Texts
    labels: Texts
    label_competency: Indices
    label_vectors: Vectors
    phrases: Phrases
    bearers: Lists


@dataclass(frozen=True, slots=True)
class Regions:
    """One row a region, by code; names are parted by line ends.

    `former` are codes of earlier versions, each with the row of the region that took it over.
    """

    ids: Texts
    names: Texts
    former: Texts
    successors: Indices


@dataclass(frozen=True, slots=True)
class Projection:
    """The read model of one revision of the graph under one encoder."""

    revision: int
    model_id: str
    organisations: Organisations
    capabilities: Capabilities
    evidence: Evidence
    statements: Statements
    competencies: Competencies
    regions: Regions
