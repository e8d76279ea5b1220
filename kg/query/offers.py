"""Who offers what: the capabilities that fit each requirement, as columns and by organisation."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from kg.model import Requirement
from kg.projection.columns import distinct
from kg.projection.projection import Projection
from kg.query.feature_columns import OfferColumns
from kg.query.features import Offer
from kg.query.fit import BY_WORDS, CapabilityFit, Fits, fitting_capabilities
from kg.query.need import Understood

Rows = NDArray[np.int64]
Marks = NDArray[np.bool_]
# Stands for the capability of an organisation that has none for a requirement.
NOTHING = -1


@dataclass(frozen=True, slots=True)
class Offers:
    """For each requirement of a need the capabilities that fit it; on which day it is asked."""

    projection: Projection
    requirements: tuple[Requirement, ...]
    fits: tuple[Fits, ...]
    today: dt.date

    def has(self) -> Marks:
        """Of the shape (requirements, organisations): whether one has an offer for the other."""
        shape = (len(self.fits), len(self.projection.organisations.ids))
        found = np.zeros(shape, dtype=np.bool_)
        for own, fits in zip(found, self.fits, strict=True):
            own[fits.organisations] = True
        return found

    def only(self, kept: Marks) -> "Offers":
        """Those of them that are kept, of the shape that `has` gives."""
        pairs = zip(self.fits, kept, strict=True)
        return replace(self, fits=tuple(fits.kept(own[fits.organisations]) for fits, own in pairs))

    def best(self, place: int) -> Rows:
        """For each organisation the capability that fits a requirement best, or `NOTHING`.

        Of those that fit alike it is the first.
        """
        fits, holders = self.fits[place], self.fits[place].organisations
        size = len(self.projection.organisations.ids)
        values, rows = np.zeros(size), np.full(size, NOTHING)
        np.maximum.at(values, holders, fits.values)
        is_best = np.flatnonzero(fits.values == values[holders])[::-1]
        # Of several that are written to one place the last stays: the first row.
        rows[holders[is_best]] = fits.capabilities[is_best]
        return rows

    def columns(self, place: int) -> tuple[Rows, OfferColumns]:
        """The offers for a requirement as columns, with the organisation of each."""
        fits, best = self.fits[place], self.best(place)
        organisations = np.flatnonzero(best != NOTHING)
        rows = best[organisations]
        values = fits.values[np.searchsorted(fits.capabilities, rows)]
        further = self._texts(place)[organisations] - 1
        return organisations, OfferColumns(self.projection, self.today, rows, values, further)

    def _texts(self, place: int) -> Rows:
        """How many different texts of each organisation fit a requirement."""
        texts, organisations = self.projection.statements.texts, self.projection.organisations.ids
        fits = self.fits[place]
        said = self.projection.capabilities.text[fits.capabilities]
        pairs = distinct(fits.organisations * np.int64(len(texts)) + said)
        return np.bincount(pairs // max(len(texts), 1), minlength=len(organisations))

    def of(self, organisation: int) -> dict[str, Offer]:
        """The offers of one organisation by the requirements' ids, in their order."""
        own = self.projection.organisations.capabilities[organisation]
        offers = (self._offer(place, own) for place in range(len(self.fits)))
        pairs = zip(self.requirements, offers, strict=True)
        return {requirement.id: offer for requirement, offer in pairs if offer.fits}

    def by_organisation(self) -> Mapping[int, Mapping[str, Offer]]:
        """The offers of all, by the organisation's row."""
        return {row: self.of(row) for row in np.flatnonzero(self.has().any(axis=0)).tolist()}

    def _offer(self, place: int, own: NDArray[np.integer]) -> Offer:
        fits, names = self.fits[place], self.projection.competencies.names
        at = np.searchsorted(fits.capabilities, own)
        own, at = own[at < len(fits.capabilities)], at[at < len(fits.capabilities)]
        at = at[fits.capabilities[at] == own]
        found = (
            CapabilityFit(
                row, value, *((None,) if by == BY_WORDS else fits.bearings[by].told(names))
            )
            for row, value, by in zip(
                fits.capabilities[at].tolist(),
                fits.values[at].tolist(),
                fits.competencies[at].tolist(),
                strict=True,
            )
        )
        return Offer(self.projection, tuple(sorted(found, key=_best_first)), self.today)


def find_offers(
    projection: Projection, understood: Understood, region: str, today: dt.date
) -> Offers:
    """The offers of those in a region; who has nothing credible has none.

    `region` is a code whose beginning counts ("UKE" holds UKE3), "" takes everybody. `today`
    decides what is still valid.
    """
    requirements = understood.need.requirements
    read = zip(requirements, understood.hits, understood.vectors, strict=True)
    fits = (
        fitting_capabilities(projection, hits, vector, requirement.competencies)
        for requirement, hits, vector in read
    )
    offers = Offers(projection, requirements, tuple(fits), today)
    if not region:
        return offers
    seats = projection.organisations.regions
    is_in = np.array([code.startswith(region) for code in seats.texts], dtype=np.bool_)
    return offers.only(np.broadcast_to(is_in[seats.codes], (len(requirements), len(seats))))


def _best_first(fit: CapabilityFit) -> tuple[float, int]:
    return (-fit.value, fit.capability)
