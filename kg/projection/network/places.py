"""The region of today that a stated code means."""

import re
from collections.abc import Collection, Mapping

from kg.ontology.region_code import canonical_region_code

SHORTEST = 2
_SHAPE = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")


def region_of_today(code: str, known: Collection[str], former: Mapping[str, str]) -> str:
    """A code of today; for a code that nobody knows the smallest known region around it.

    Codes nest by their beginnings (Regulation (EC) No 1059/2003). A code of a country of which no
    region is known stands for itself; what is no code at all gives an empty text.
    """
    code = canonical_region_code(code)
    for length in range(len(code), SHORTEST - 1, -1):
        begin = code[:length]
        if begin in known:
            return begin
        if begin in former:
            return former[begin]
    return code if _SHAPE.fullmatch(code) else ""
