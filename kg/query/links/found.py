"""What is found of the links between regions."""

from dataclasses import dataclass
from typing import Literal

from kg.projection.network.reader import NetworkReader
from kg.query.links.carriers import Carrier
from kg.query.links.coverage import Coverage
from kg.query.links.question import LinkQuestion
from kg.query.links.trend import Halves, Trend
from kg.query.links.values import Value

Judgement = Literal["stronger", "weaker", "as expected", "not known", "within"]


@dataclass(frozen=True, slots=True)
class TypeFlow:
    """The links of one type of a pair; `there` and `back` are None where it has no direction."""

    type: str
    links: int
    expected: float | None
    there: int | None
    back: int | None
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Strength:
    """How many times what size alone explains: the ratio, and its 90 % interval."""

    ratio: float | None
    at_least: float | None
    at_most: float | None
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class LinkedPair:
    """Two regions, by code, and what joins them; within one region both are the same."""

    first: str
    second: str
    links: int
    expected: float | None
    strength: Strength
    flows: tuple[TypeFlow, ...]
    trend: Trend
    carrier: Carrier | None

    @property
    def is_within(self) -> bool:
        """Are these the links within one region?"""
        return self.first == self.second

    @property
    def by_type(self) -> dict[str, int]:
        """How many links of each type."""
        return {flow.type: flow.links for flow in self.flows}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not counted: links with an end of unknown region, who that is, and self-loops.

    Besides, of how many organisations the code is retired, or of no region, or doubted.
    """

    links: int
    organisations: int
    self_loops: int
    retired_codes: int
    unknown_codes: int
    doubted_regions: int


@dataclass(frozen=True, slots=True)
class LinksAnswer:
    """The pairs that are asked for, what all pairs come to, and the coverage of each country.

    `pairs_between` counts the pairs of different regions with a link. `span` are the days of the
    halves that trends compare.
    """

    question: LinkQuestion
    types: tuple[str, ...]
    pairs: tuple[LinkedPair, ...]
    pairs_between: int
    between: int
    within: int
    left_out: LeftOut
    coverage: dict[str, Coverage]
    span: Halves | None
    reader: NetworkReader

    @property
    def names(self) -> dict[str, str]:
        """The names of regions by their codes."""
        return self.reader.network.regions.names_by_code()

    @property
    def revision(self) -> int:
        """The revision of the graph that was counted."""
        return self.reader.network.revision
