"""Builds the columns of organisations: what conditions look at, each different value once."""

from collections.abc import Iterator

import numpy as np

from kg.projection.columns import Categories, Lists, distinct
from kg.projection.keys import ABSENT, KeyIndex
from kg.projection.places import Places, folded_name
from kg.projection.projection import PART, Floats, Organisations
from kg.projection.tables import OrganisationTable, SectorTable


def organisation_columns(
    table: OrganisationTable,
    sectors: SectorTable,
    seats: KeyIndex,
    places: Places,
    capabilities: Lists,
) -> Organisations:
    """The columns of organisations, given in order of their ids, with what each offers."""
    return Organisations(
        table.ids,
        table.names,
        table.kinds,
        Categories.of(table.countries),
        Categories.of(table.regions),
        table.doubts,
        table.cities,
        table.latitudes,
        table.longitudes,
        *_town_points(table, places),
        Categories.of(table.sizes),
        table.employees,
        Categories.of(table.languages),
        Categories.of(_sectors(sectors, seats)),
        capabilities,
    )


def _sectors(table: SectorTable, seats: KeyIndex) -> Iterator[str]:
    """The sectors of each organisation, as `PART` joins them."""
    rows, sectors = seats.find(table.organisations), Categories.of(table.sectors)
    is_known = rows != ABSENT
    lists = Lists.linked(rows[is_known], sectors.codes[is_known], len(seats))
    names = list(sectors.texts)
    return (PART.join(names[code] for code in lists[row].tolist()) for row in range(len(seats)))


def _town_points(table: OrganisationTable, places: Places) -> tuple[Floats, Floats]:
    """The points of towns, for those of whom no point of their own is stated."""
    cities = Categories.of(table.cities)
    is_wanted = np.isnan(table.latitudes)
    towns = np.full((len(cities.texts), 2), np.nan)
    for code in distinct(cities.codes[is_wanted]).tolist():
        city = cities.texts[code]
        town = places.find(folded_name(city)) if city else None
        if town and town.point:
            towns[code] = town.point
    found = np.full((len(cities), 2), np.nan)
    found[is_wanted] = towns[cities.codes[is_wanted]]
    latitudes, longitudes = found.T
    return np.ascontiguousarray(latitudes), np.ascontiguousarray(longitudes)
