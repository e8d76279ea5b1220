"""Holds organisations to the conditions of a need, each by what the read model knows of them.

A check gives 1 where a condition is met, 0 where it is not, something between where it is met in
part, and None where nothing is known; and it says so in words.
"""

import datetime as dt
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from kg.conditions import (
    CertificateCondition,
    Condition,
    DistanceCondition,
    LanguageCondition,
    RegionCondition,
    SectorCondition,
    SizeCondition,
)
from kg.projection.places import folded_name
from kg.projection.projection import UNKNOWN, Projection
from kg.query.standards import names_standard

EARTH_KM = 6371.0
COUNTRY = 2
# Recommendation 2003/361/EC: fewer employees than this.
HEADS = (("micro", 10), ("small", 50), ("medium", 250))
# A certificate that must be renewed before it is needed: most are.
TO_RENEW = 0.5
# The divisions of each section of NACE Rev. 2, first and last.
SECTIONS = {
    "A": (1, 3), "B": (5, 9), "C": (10, 33), "D": (35, 35), "E": (36, 39), "F": (41, 43),
    "G": (45, 47), "H": (49, 53), "I": (55, 56), "J": (58, 63), "K": (64, 66), "L": (68, 68),
    "M": (69, 75), "N": (77, 82), "O": (84, 84), "P": (85, 85), "Q": (86, 88), "R": (90, 93),
    "S": (94, 96), "T": (97, 98), "U": (99, 99),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """How far a condition is met in 0..1 (None: unknown), why, and what would change it."""

    value: float | None
    reason: str
    change: str = ""


Check = Callable[[int], Outcome]


@dataclass(frozen=True, slots=True)
class Checker:
    """Makes checks of conditions; a check takes the row of an organisation.

    Certificates must be in force on the day `needed`.
    """

    projection: Projection
    today: dt.date
    needed: dt.date

    def check(  # noqa: PLR0911  # one line a kind
        self, condition: Condition
    ) -> Check | None:
        """The check of a condition, or None for a kind that organisations are not held to."""
        match condition:
            case RegionCondition():
                return lambda row: self._region(condition, row)
            case DistanceCondition():
                return lambda row: self._distance(condition, row)
            case SizeCondition():
                return lambda row: self._size(condition, row)
            case SectorCondition():
                return lambda row: self._sector(condition, row)
            case LanguageCondition():
                return lambda row: self._language(condition, row)
            case CertificateCondition():
                return self._certificate(condition)
        return None

    def _region(self, condition: RegionCondition, row: int) -> Outcome:
        columns, wanted = self.projection.organisations, condition.regions
        seat = columns.regions[row] or columns.countries[row]
        named = " or ".join(wanted)
        if not seat:
            return Outcome(None, "seat unknown")
        is_in = any(seat.startswith(code) for code in wanted)
        may_be_in = any(code.startswith(seat) for code in wanted)
        if may_be_in and not is_in:
            return Outcome(None, f"seat in {seat}, not known more closely")
        if condition.excluded:
            reason = f"seated in {seat}" + (f", and {named} is excluded" if is_in else "")
        else:
            reason = f"seated in {seat}" + ("" if is_in else f", and {named} is asked for")
        return Outcome(float(is_in != condition.excluded), reason, f"accept work from {seat}")

    def _distance(self, condition: DistanceCondition, row: int) -> Outcome:
        if condition.latitude is None or condition.longitude is None:
            return Outcome(None, f"where {condition.place} is, is not known")
        point = self._point(row)
        if point is None:
            return Outcome(None, "seat unknown: no point to measure from")
        km = distance_km(point, (condition.latitude, condition.longitude))
        reason = f"{km:,.0f} km from {condition.place}"
        if km > condition.km:
            reason += f", and {condition.km:,.0f} km are asked for"
        return Outcome(float(km <= condition.km), reason, f"accept it from {km:,.0f} km away")

    def _point(self, row: int) -> tuple[float, float] | None:
        """The point of a seat, or that of its town."""
        columns = self.projection.organisations
        stated = columns.profile(row).point
        if stated is None and columns.cities[row]:
            town = self.projection.places.find(folded_name(columns.cities[row]))
            return town.point if town else None
        return stated

    def _size(self, condition: SizeCondition, row: int) -> Outcome:
        profile = self.projection.organisations.profile(row)
        heads = profile.employees
        if condition.classes:
            found = profile.size_class or (None if heads is None else _class_of(heads))
            if found is None:
                return Outcome(None, "size unknown")
            return Outcome(
                float(found in condition.classes), f"{found} by size", f"accept a {found} one"
            )
        if heads is None:
            return Outcome(None, "number of employees unknown")
        is_met = (condition.least or 0) <= heads <= (condition.most or heads)
        return Outcome(float(is_met), f"{heads:,} employees", f"accept one of {heads:,} employees")

    def _sector(self, condition: SectorCondition, row: int) -> Outcome:
        sectors = self.projection.organisations.profile(row).sectors
        if not sectors:
            return Outcome(None, "sector unknown")
        is_met = any(_is_within(own, asked) for own in sectors for asked in condition.sectors)
        named = ", ".join(sectors)
        return Outcome(float(is_met), f"works in NACE {named}", f"accept one of NACE {named}")

    def _language(self, condition: LanguageCondition, row: int) -> Outcome:
        own = self.projection.organisations.profile(row).languages
        if not own:
            return Outcome(None, "languages unknown")
        is_met = bool(set(own) & set(condition.languages))
        change = f"add an interpreter for {condition.languages[0]}"
        return Outcome(float(is_met), f"works in {', '.join(own)}", change)

    def _certificate(self, condition: CertificateCondition) -> Check:
        held = self._holders(condition.standard)
        standard = condition.standard

        def check(row: int) -> Outcome:
            end = held.get(row)
            if end is None:
                reason = f"shows no certificate for {standard}"
                return Outcome(0.0, reason, f"certify it for {standard}")
            if end == UNKNOWN or end >= self.needed.toordinal():
                return Outcome(1.0, f"certified for {standard}")
            last = dt.date.fromordinal(end)
            if last < self.today:
                reason = f"its certificate for {standard} ended on {last}"
                return Outcome(0.0, reason, f"renew its {standard} certificate")
            reason = f"its certificate for {standard} ends on {last}, before {self.needed}"
            return Outcome(TO_RENEW, reason, f"renew its {standard} certificate")

        return check

    def _holders(self, standard: str) -> Mapping[int, int]:
        """The organisations that hold a certificate, each with the day on which the last one ends.

        The day is `UNKNOWN` where a certificate has no end.
        """
        evidence, capabilities = self.projection.evidence, self.projection.capabilities
        titled = np.flatnonzero(np.diff(evidence.certificates.offsets))
        titles = ((row, evidence.certificates[row]) for row in titled.tolist())
        named = [row for row, title in titles if names_standard(title, standard)]
        places = np.flatnonzero(np.isin(capabilities.evidence.values, named))
        rows = np.searchsorted(capabilities.evidence.offsets, places, side="right") - 1
        ends: dict[int, int] = {}
        for place, row in zip(places.tolist(), rows.tolist(), strict=True):
            organisation = int(capabilities.organisation[row])
            end = int(evidence.expires[int(capabilities.evidence.values[place])])
            before = ends.get(organisation, 0)
            ends[organisation] = UNKNOWN if UNKNOWN in (before, end) else max(before, end)
        return ends


def distance_km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two points (latitude, longitude in degrees) on the globe, by haversines."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (one, other))
    half = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _class_of(heads: int) -> str:
    return next((name for name, below in HEADS if heads < below), "large")


def _is_within(own: str, asked: str) -> bool:
    """Whether a sector is the one that is asked for, or below it."""
    if asked in SECTIONS:
        first, last = SECTIONS[asked]
        return own == asked or (own[:2].isdecimal() and first <= int(own[:2]) <= last)
    return own.startswith(asked)
