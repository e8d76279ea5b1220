"""Profiles in, comparisons out: which organisations may be one, how likely, and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from kg.ingest.resolution.pair import Clue, Comparison, Profile


class Resolver:
    """Finds the pairs worth a comparison among many organisations, and compares them."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._profiles = sorted(profiles, key=lambda profile: profile.id)

    def comparisons(self) -> Iterator[Comparison]:
        """Every pair that is not plainly different, by ids; pairs that are not named are."""
        named = defaultdict(list)
        for profile in self._profiles:
            named[profile.name.casefold()].append(profile)
        for group in named.values():
            yield from (compare(left, right) for left, right in combinations(group, 2))


def compare(left: Profile, right: Profile) -> Comparison:
    """What speaks for and against the two being one organisation, and what follows."""
    if left.id > right.id:
        left, right = right, left
    is_named_alike = left.name.casefold() == right.name.casefold()
    clue = Clue("name", 0.0, "the names are equal" if is_named_alike else "the names differ")
    outcome = "ask" if is_named_alike else "different"
    return Comparison(left.id, right.id, 0.5, outcome, (clue,))
