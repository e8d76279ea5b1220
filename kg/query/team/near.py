"""How far the candidates of a team are from a place."""

from dataclasses import dataclass

import numpy as np

from kg.errors import InputError
from kg.projection.places import folded_name
from kg.projection.projection import Floats, Projection
from kg.query.checks import distances_km, seat_points


@dataclass(frozen=True, slots=True)
class Nearness:
    """A place, and how far each organisation (a row) is from it in km; NaN where nobody knows."""

    place: str
    km: Floats

    def of(self, row: int) -> float | None:
        """How far an organisation is, if it is known."""
        km = float(self.km[row])
        return None if np.isnan(km) else km


def find_nearness(near: str, projection: Projection) -> Nearness:
    """The distances from a town, a region or the seat of an organisation, given by its id.

    Raises InputError for a place that the graph does not know, or of which it knows no point.
    """
    latitudes, longitudes = seat_points(projection.organisations)
    row = projection.organisations.ids.find(near)
    if row is not None:
        name = projection.organisations.names[row]
        point = (float(latitudes[row]), float(longitudes[row]))
    else:
        found = projection.places.find(folded_name(near))
        name = near if found is None else found.name
        point = (found and found.point) or projection.places.point_of([near]) or (np.nan, np.nan)
    if np.isnan(point[0]):
        raise InputError(
            f"where {near!r} is, is not known; next step: name a town or a region in which "
            "somebody is seated, or the id of an organisation"
        )
    return Nearness(name, distances_km(latitudes, longitudes, point))
