"""Finds the region that a user names, by code of any version or by name."""

import difflib
import re

from kg.errors import NotFoundError, UsageError
from kg.ontology.region_code import canonical_region_code
from kg.projection.projection import Projection
from kg.projection.words import fold_accents

# Likeness from which a name is suggested (difflib's ratio): a slip of the pen, no other name.
NEAR = 0.8
_CODE = re.compile(r"[A-Za-z]{2}[0-9A-Za-z]{0,3}")


def find_region(projection: Projection, wanted: str) -> str:
    """The code of the region; codes nest by their beginnings, so it is a filter as it stands.

    Raises UsageError for an empty name, and NotFoundError with what comes near.
    """
    wanted = wanted.strip()
    if not wanted:
        raise UsageError("the region is empty; name one, such as UKE3, or leave --region out")
    code = canonical_region_code(wanted)
    regions = projection.regions
    if code in set(regions.ids) or _is_seat(projection, code):
        return code
    successors = dict(zip(regions.former, regions.successors, strict=True))
    if code in successors:
        return regions.ids[successors[code]]
    # Of regions that share a name, such as a city that is a country, the largest is meant.
    rows = sorted(range(len(regions.ids)), key=lambda r: (len(regions.ids[r]), r), reverse=True)
    names = {_folded(name): row for row in rows for name in _names(projection, row)}
    row = names.get(_folded(wanted))
    if row is not None:
        return regions.ids[row]
    raise NotFoundError(_complaint(wanted, list(names)))


def _is_seat(projection: Projection, code: str) -> bool:
    """Without regions in the graph, a code is as good as the seats that begin with it."""
    return _CODE.fullmatch(code) is not None and any(
        region.startswith(code) for region in projection.organisations.regions
    )


def _names(projection: Projection, row: int) -> list[str]:
    return projection.regions.names[row].split("\n")


def _folded(name: str) -> str:
    """A name as it is compared: without case, accents and signs between its words."""
    return " ".join(re.findall(r"[^\W_]+", fold_accents(name.casefold())))


def _complaint(wanted: str, names: list[str]) -> str:
    if not names:
        return f"no region {wanted!r}: the graph holds no regions; try: kg ingest nuts PATH"
    near = difflib.get_close_matches(_folded(wanted), names, n=1, cutoff=NEAR)
    hint = f"did you mean {near[0].title()!r}?" if near else "try a NUTS code such as UKE3"
    return f"no region {wanted!r}; {hint}"
