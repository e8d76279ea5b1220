"""What is compared, and what a comparison says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal["same", "different", "ask"]


@dataclass(frozen=True, slots=True)
class Profile:
    """An organisation as it is compared; `identifiers` are by kind, such as `vat`, `lei`, `pic`.

    `region` is a NUTS code, `kind` its class in the ontology, `sources` those that state it.
    """

    id: str
    name: str
    alternative_names: tuple[str, ...] = ()
    kind: str | None = None
    country: str | None = None
    region: str | None = None
    city: str | None = None
    postal_code: str | None = None
    address: str | None = None
    website: str | None = None
    phone: str | None = None
    point: tuple[float, float] | None = None
    identifiers: Mapping[str, frozenset[str]] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clue:
    """One feature of a pair: `weight` speaks for the same organisation where it is positive.

    Weights are in bits, log2 of how much likelier the clue is among pairs that are the same
    (Fellegi and Sunter, 1969); they sum to the weight of the pair. `reason` is for readers.
    """

    name: str
    weight: float
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two organisations compared: how likely they are one, and why; `left` < `right` are ids."""

    left: str
    right: str
    probability: float
    outcome: Outcome
    clues: tuple[Clue, ...]
