"""Holds organisations to the conditions of a need, each by what the read model knows of them.

A check gives 1 where a condition is met, 0 where it is not, something between where it is met in
part, and None where nothing is known; and it says so in words. Those who are alike in what a
condition looks at, such as their seat, are judged once.
"""

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.conditions import (
    CertificateCondition,
    Condition,
    DistanceCondition,
    LanguageCondition,
    RegionCondition,
    SectorCondition,
    SizeCondition,
)
from kg.projection.certificates import NOT_HELD, ends_of
from kg.projection.projection import UNKNOWN, Floats, Organisations, Projection

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


@dataclass(frozen=True, slots=True)
class Check:
    """Holds organisations, by their rows, to one condition.

    Of two for whom `alike` has the same number, 0 or more, the outcome has the same value.
    """

    outcome: Callable[[int], Outcome]
    alike: NDArray[np.integer]

    def values(self, rows: NDArray[np.integer]) -> Floats:
        """The values of the outcomes of several organisations, NaN where nothing is known."""
        kinds = self.alike[rows]
        one_of = np.full(kinds.max(initial=0) + 1, UNKNOWN, dtype=np.int64)
        one_of[kinds] = rows
        values = np.full(len(one_of), np.nan)
        for kind in np.flatnonzero(one_of != UNKNOWN).tolist():
            value = self.outcome(int(one_of[kind])).value
            values[kind] = np.nan if value is None else value
        return np.asarray(values[kinds])


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
        columns = self.projection.organisations
        match condition:
            case RegionCondition():
                seats = columns.regions.codes * np.int64(len(columns.countries.texts))
                alike = seats + columns.countries.codes
                return Check(lambda row: self._region(condition, row), alike)
            case DistanceCondition():
                return self._distance(condition)
            case SizeCondition():
                below = {0, *(below for _, below in HEADS), condition.least or 0}
                bounds = sorted(below | {(condition.most or 0) + 1})
                heads = np.searchsorted(bounds, columns.employees, side="right")
                alike = heads * len(columns.sizes.texts) + columns.sizes.codes
                return Check(lambda row: self._size(condition, row), alike)
            case SectorCondition():
                return Check(lambda row: self._sector(condition, row), columns.sectors.codes)
            case LanguageCondition():
                return Check(lambda row: self._language(condition, row), columns.languages.codes)
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

    def _distance(self, condition: DistanceCondition) -> Check:
        """Measured from the point of a seat, or that of its town."""
        columns = self.projection.organisations
        if condition.latitude is None or condition.longitude is None:
            nowhere = Outcome(None, f"where {condition.place} is, is not known")
            return Check(lambda _row: nowhere, np.zeros(len(columns.ids), dtype=np.int8))
        latitudes, longitudes = seat_points(columns)
        all_km = distances_km(latitudes, longitudes, (condition.latitude, condition.longitude))

        def outcome(row: int) -> Outcome:
            km = float(all_km[row])
            if np.isnan(km):
                return Outcome(None, "seat unknown: no point to measure from")
            reason = f"{km:,.0f} km from {condition.place}"
            if km > condition.km:
                reason += f", and {condition.km:,.0f} km are asked for"
            further = math.ceil(max(0.0, km - condition.km))
            change = f"accept it from {km:,.0f} km away, {further:,} km further"
            return Outcome(float(km <= condition.km), reason, change)

        return Check(outcome, np.where(np.isnan(all_km), 0, np.where(all_km <= condition.km, 1, 2)))

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
        standard = condition.standard
        size = len(self.projection.organisations.ids)
        ends = ends_of(self.projection.certificates, standard, size)

        def outcome(row: int) -> Outcome:
            end = int(ends[row])
            if end == NOT_HELD:
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

        is_held = ends != NOT_HELD
        is_endless = ends == UNKNOWN
        in_force = [is_endless | (ends >= day.toordinal()) for day in (self.today, self.needed)]
        return Check(outcome, np.sum([is_held, *in_force], axis=0))


def seat_points(columns: Organisations) -> tuple[Floats, Floats]:
    """Latitudes and longitudes of seats, or else of their towns; NaN where neither is known."""
    is_stated = ~np.isnan(columns.latitudes)
    latitudes = np.where(is_stated, columns.latitudes, columns.town_latitudes)
    return latitudes, np.where(is_stated, columns.longitudes, columns.town_longitudes)


def distances_km(latitudes: Floats, longitudes: Floats, point: tuple[float, float]) -> Floats:
    """The distances of points from one on the globe, all in degrees, by haversines."""
    lat, lon, (to_lat, to_lon) = np.radians(latitudes), np.radians(longitudes), np.radians(point)
    half = (
        np.sin((to_lat - lat) / 2) ** 2
        + np.cos(lat) * np.cos(to_lat) * np.sin((to_lon - lon) / 2) ** 2
    )
    return np.asarray(2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(half))))


def _class_of(heads: int) -> str:
    return next((name for name, below in HEADS if heads < below), "large")


def _is_within(own: str, asked: str) -> bool:
    """Whether a sector is the one that is asked for, or below it."""
    if asked in SECTIONS:
        first, last = SECTIONS[asked]
        return own == asked or (own[:2].isdecimal() and first <= int(own[:2]) <= last)
    return own.startswith(asked)
