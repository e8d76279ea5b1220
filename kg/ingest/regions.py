"""Finds the region that a code of any version of NUTS or ITL means."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.ontology.region_code import canonical_region_code


@dataclass(frozen=True, slots=True)
class RegionCodes:
    """The codes in force, and the earlier codes with the one region that took each over."""

    current: frozenset[str] = frozenset()
    successors: Mapping[str, str] = field(default_factory=dict)

    def find(self, code: str) -> str | None:
        """The region of exactly this code, in force or earlier."""
        code = canonical_region_code(code)
        if code in self.current:
            return code
        return self.successors.get(code)

    def find_around(self, code: str) -> str | None:
        """The smallest region that holds the code's area."""
        return next(iter(self.all_around(code)), None)

    def all_around(self, code: str) -> list[str]:
        """The regions that hold the code's area, smallest first: codes nest by their beginnings."""
        found = (self.find(code[:length]) for length in range(len(code), 1, -1))
        return list(dict.fromkeys(region for region in found if region))
