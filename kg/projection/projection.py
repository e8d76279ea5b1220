"""The columns of the read model."""

import datetime as dt
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.graph.opportunities import Capacity
from kg.model import Organisation, Profile
from kg.projection.columns import Categories, Indices, Lists, Texts
from kg.projection.lexicon import Lexicon
from kg.projection.phrases import Phrases
from kg.projection.places import Places
from kg.projection.vectors import Vectors

# The order is the code that is stored.
STATUSES = ("derived", "claimed", "evidenced", "verified", "expired")
# Stands for a day or number that no source states; where numbers may be fractions, NaN does.
UNKNOWN = -1
# Parts the languages and sectors of an organisation.
PART = "|"

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Organisations:
    """One row an organisation, by id; an empty text stands for unknown.

    `doubts` are reasons, parted by line ends. Languages and sectors are parted by `PART`.
    `town_latitudes` and `town_longitudes` are the point of its town where none is stated of the
    organisation itself. `capabilities` are the rows of what each offers.
    """

    ids: Texts
    names: Texts
    kinds: Texts
    countries: Categories
    regions: Categories
    doubts: Texts
    cities: Texts
    latitudes: Floats
    longitudes: Floats
    town_latitudes: Floats
    town_longitudes: Floats
    sizes: Categories
    employees: Indices
    languages: Categories
    sectors: Categories
    capabilities: Lists

    def __getitem__(self, row: int) -> Organisation:
        return Organisation(
            self.ids[row],
            self.names[row],
            self.kinds[row],
            self.countries[row] or None,
            self.regions[row] or None,
            doubts=tuple(self.doubts[row].splitlines()),
            city=self.cities[row] or None,
            profile=self.profile(row),
        )

    def profile(self, row: int) -> Profile:
        """What the conditions of a need are held against."""
        employees, latitude = int(self.employees[row]), float(self.latitudes[row])
        return Profile(
            None if np.isnan(latitude) else (latitude, float(self.longitudes[row])),
            self.sizes[row] or None,
            None if employees == UNKNOWN else employees,
            parts(self.languages[row]),
            parts(self.sectors[row]),
        )


@dataclass(frozen=True, slots=True)
class Capacities:
    """One row a capability: what of it there is in a period, and what is free from which day.

    The period is empty where it is there once.
    """

    amounts: Floats
    units: Texts
    periods: Texts
    free: Floats
    free_from: Indices

    def __getitem__(self, row: int) -> Capacity | None:
        amount, free = _known(self.amounts[row]), _known(self.free[row])
        if amount is None and free is None:
            return None
        day = int(self.free_from[row])
        return Capacity(
            amount,
            self.units[row] or None,
            self.periods[row] or None,
            free,
            None if day == UNKNOWN else dt.date.fromordinal(day),
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
    capacities: Capacities
    competencies: Lists
    evidence: Lists


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row a piece of evidence, by id; `certificates` are titles, empty for other evidence.

    `are_work` tells projects and references from what only confirms a standard.
    """

    ids: Texts
    issued: Indices
    expires: Indices
    certificates: Texts
    are_work: Flags


@dataclass(frozen=True, slots=True)
class Certificates:
    """One row a different title of certificates, as `designation` writes it, with who shows one.

    `ends` is the day on which the last one of each holder runs out, unknown where one has no end;
    they stand in the order of `holders`, which are organisations.
    """

    titles: Texts
    holders: Lists
    ends: Indices


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

    `broader` and `narrower` are the competencies one step away.

    `phrases` are the labels' words, to be found verbatim in a need.
    """

    ids: Texts
    names: Texts
    labels: Texts
    label_competency: Indices
    label_vectors: Vectors
    phrases: Phrases
    bearers: Lists
    broader: Lists
    narrower: Lists


@dataclass(frozen=True, slots=True)
class Regions:
    """One row a region, by code; names are parted by line ends.

    `former` are codes of earlier versions, each with the row of the region that took it over.
    Points are in degrees, NaN where no source states one.
    """

    ids: Texts
    names: Texts
    latitudes: Floats
    longitudes: Floats
    former: Texts
    successors: Indices


@dataclass(frozen=True, slots=True)
class Works:
    """One row a piece of past work: those of all evidence first, then one for each tie.

    `members` are the organisations that took part, `own` the works of each organisation. `texts`
    are rows of statements, UNKNOWN for ties and for evidence that is no work.
    """

    members: Lists
    own: Lists
    texts: Indices


@dataclass(frozen=True, slots=True)
class Projection:
    """The read model of one revision of the graph under one encoder."""

    revision: int
    model_id: str
    organisations: Organisations
    capabilities: Capabilities
    evidence: Evidence
    certificates: Certificates
    statements: Statements
    competencies: Competencies
    regions: Regions
    places: Places
    works: Works


def parts(text: str) -> tuple[str, ...]:
    """The parts of a text that `PART` joins."""
    return tuple(text.split(PART)) if text else ()


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
