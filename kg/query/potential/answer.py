"""Regions that could be partners of one, as they are answered."""

from dataclasses import dataclass

from kg.model import Organisation
from kg.query.complements.wanted import Kind


@dataclass(frozen=True, slots=True)
class PartnersQuestion:
    """Of which region partners are asked for (a code or a name), and for what, in words.

    Of each partner up to `pairs` pairs of organisations are named; `firms_only` names no others.
    """

    region: str
    level: int = 2
    need: str | None = None
    limit: int = 5
    pairs: int = 3
    firms_only: bool = False


@dataclass(frozen=True, slots=True)
class RegionName:
    """A region with how many of its organisations state what they do."""

    code: str
    name: str | None
    organisations: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A competency that one region lacks and the other one supplies.

    `share` is its part of all that is lacked; `quotient` the location quotient there; the holders
    are counted here and there. `wholes` are what it is needed for.
    """

    competency: str
    share: float
    quotient: float
    holders_here: int
    holders_there: int
    wholes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FirmPair:
    """Who would make the link real: one here that takes part in a whole, one there that completes.

    `relations` are the types of relationships and common work that join the two already.
    """

    here: Organisation
    there: Organisation
    competency: str
    kind: Kind
    whole: str
    quality: float
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartnerRegion:
    """A region that could be a partner; its score is the weighted sum of both shares.

    `gain` is the share of what the asking region lacks that this one supplies, `back` the other way
    round.
    """

    region: RegionName
    score: float
    gain: float
    back: float
    reasons: tuple[Reason, ...]
    pairs: tuple[FirmPair, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A region whose organisations fit a need: they, best first, with the score of each."""

    region: RegionName
    score: float
    partners: tuple[tuple[Organisation, float], ...]


@dataclass(frozen=True, slots=True)
class PartnersAnswer:
    """The regions that one should talk to, best first.

    Without a need `partners`, with one `found`. `unplaced` counts organisations that state what
    they do and have no region of the level; `note` says why nobody is named.
    """

    question: PartnersQuestion
    region: RegionName
    partners: tuple[PartnerRegion, ...]
    found: tuple[Found, ...]
    unplaced: int
    note: str | None
    revision: int
