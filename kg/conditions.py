"""What a need asks of whoever meets it, besides what is to be done: typed, and held to data.

`text` are the words of the need. A must takes out who does not meet it, a wish only ranks.
`requirement` is the id of the one that it belongs to; None is all of them.
"""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar, Literal

SIZE_CLASSES = ("micro", "small", "medium", "large")
PERIODS = ("day", "week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What all conditions have."""

    kind: ClassVar[str]
    text: str
    must: bool = True
    requirement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateCondition(Condition):
    """Holds a certificate whose title names the standard, such as ISO 9001, and it is in force."""

    kind: ClassVar[str] = "certificate"
    standard: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionCondition(Condition):
    """Is seated in one of the regions (NUTS codes), or in none of them where `excluded`."""

    kind: ClassVar[str] = "region"
    regions: tuple[str, ...]
    excluded: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DistanceCondition(Condition):
    """Is seated within so many km of a place, as the crow flies; no point: the place is unknown."""

    kind: ClassVar[str] = "distance"
    km: float
    place: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeCondition(Condition):
    """Is of one of the size classes, or has so many employees; what is empty is not asked."""

    kind: ClassVar[str] = "size"
    classes: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectorCondition(Condition):
    """Works in one of the sectors (NACE codes); a code holds all that begin with it."""

    kind: ClassVar[str] = "sector"
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageCondition(Condition):
    """Works in one of the languages (ISO 639-1)."""

    kind: ClassVar[str] = "language"
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityCondition(Condition):
    """Has so much free: once, or in each period; `least` is what is asked for at first."""

    kind: ClassVar[str] = "quantity"
    amount: float
    unit: str = ""
    period: str | None = None
    least: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCondition(Condition):
    """Delivers by a day, or begins on it."""

    kind: ClassVar[str] = "date"
    relation: Literal["by", "from"]
    day: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetCondition(Condition):
    """Costs no more, as a whole or for each `per`; the currency is of ISO 4217."""

    kind: ClassVar[str] = "budget"
    amount: float
    currency: str
    per: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryCondition(Condition):
    """Delivers to a place, or works there; where who does so is seated is another matter."""

    kind: ClassVar[str] = "delivery"
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExclusionCondition(Condition):
    """Is not to do or be what the words say.

    `competencies` are those that the words mean: who only states these does not count. Where they
    mean none and `of_partner`, whoever says it of itself does not count.
    """

    kind: ClassVar[str] = "exclusion"
    words: str
    competencies: tuple[str, ...] = ()
    of_partner: bool = False


CONDITION_CLASSES: tuple[type[Condition], ...] = (
    CertificateCondition,
    RegionCondition,
    DistanceCondition,
    SizeCondition,
    SectorCondition,
    LanguageCondition,
    QuantityCondition,
    DateCondition,
    BudgetCondition,
    DeliveryCondition,
    ExclusionCondition,
)
