"""Finds the region that a user names, by code of any version or by name."""

import difflib

from kg.errors import NotFoundError, UsageError
from kg.ontology.region_code import canonical_region_code
from kg.projection.places import folded_name
from kg.projection.projection import Projection

# Likeness from which a name is suggested (difflib's ratio): a slip of the pen, no other name.
NEAR = 0.8


def find_region(projection: Projection, wanted: str) -> str:
    """The code of the region; codes nest by their beginnings, so it is a filter as it stands.

    Raises UsageError for an empty name, and NotFoundError with what comes near.
    """
    wanted = wanted.strip()
    if not wanted:
        raise UsageError("the region is empty; name one, such as UKE3, or leave --region out")
    code, regions = find_code(projection, wanted), projection.regions
    if code is not None:
        return code
    # Of regions that share a name, such as a city that is a country, the largest is meant.
    rows = sorted(range(len(regions.ids)), key=lambda r: (len(regions.ids[r]), r), reverse=True)
    names = {folded_name(name): row for row in rows for name in _names(projection, row)}
    row = names.get(folded_name(wanted))
    if row is not None:
        return regions.ids[row]
    raise NotFoundError(_complaint(wanted, list(names)))


def find_code(projection: Projection, wanted: str) -> str | None:
    """The code in force that a code of any version means, or None where there is no such region.

    Without regions in the graph, a code is as good as the seats that begin with it.
    """
    code, regions = canonical_region_code(wanted), projection.regions
    if regions.ids.find(code) is not None or projection.places.seats.find(code) is not None:
        return code
    former = regions.former.find(code)
    return None if former is None else regions.ids[int(regions.successors[former])]


def _names(projection: Projection, row: int) -> list[str]:
    return projection.regions.names[row].split("\n")


def _complaint(wanted: str, names: list[str]) -> str:
    if not names:
        return f"no region {wanted!r}: the graph holds no regions; try: kg ingest nuts PATH"
    near = difflib.get_close_matches(folded_name(wanted), names, n=1, cutoff=NEAR)
    hint = f"did you mean {near[0].title()!r}?" if near else "try a NUTS code such as UKE3"
    return f"no region {wanted!r}; {hint}"
