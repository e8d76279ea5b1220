"""Finds the region that a user names, by code of any version or by name."""

import difflib
import re
import unicodedata

from kg.errors import NotFoundError
from kg.ontology.region_code import canonical_region_code
from kg.projection.projection import Projection

_CODE = re.compile(r"[A-Za-z]{2}[0-9A-Za-z]{0,3}")


def find_region(projection: Projection, wanted: str) -> str:
    """The code of the region; codes nest by their beginnings, so it is a filter as it stands.

    Raises NotFoundError with what comes near. Without any region in the graph a code is taken
    at its word.
    """
    wanted = wanted.strip()
    code = canonical_region_code(wanted)
    regions = projection.regions
    if code in set(regions.ids):
        return code
    if not len(regions.ids) and _CODE.fullmatch(wanted):
        return code
    names = {
        _folded(name): row for row in range(len(regions.ids)) for name in _names(projection, row)
    }
    row = names.get(_folded(wanted))
    if row is not None:
        return regions.ids[row]
    raise NotFoundError(_complaint(wanted, list(names)))


def _names(projection: Projection, row: int) -> list[str]:
    return projection.regions.names[row].split("\n")


def _folded(name: str) -> str:
    """A name as it is compared: without case, accents and signs between its words."""
    plain = unicodedata.normalize("NFKD", name.casefold()).replace("ł", "l")
    return " ".join(
        re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c)))
    )


def _complaint(wanted: str, names: list[str]) -> str:
    if not names:
        return f"no region {wanted!r}: the graph holds no regions; try: kg ingest nuts PATH"
    near = difflib.get_close_matches(_folded(wanted), names, n=1)
    hint = f"did you mean {near[0].title()!r}?" if near else "try a NUTS code such as UKE3"
    return f"no region {wanted!r}; {hint}"
