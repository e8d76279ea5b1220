"""What is asked of the network: relationships in a period, and the regions of organisations."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Indices, Lists
from kg.projection.network.columns import GROUPS, Floats, Groups, Network
from kg.projection.network.pairs import Numbers, Pairs, each_with_each
from kg.projection.projection import UNKNOWN

Flags = NDArray[np.bool_]
COUNTRY_LETTERS = 2
# Kinds of nodes that count as firms.
FIRM = "Firm"
# ISO 3166 writes these countries otherwise than NUTS does.
COUNTRIES = {"GB": "UK", "GR": "EL"}


@dataclass(frozen=True, slots=True)
class Period:
    """A period from and to a day, both included, as `date.toordinal` counts; None is open."""

    since: int | None = None
    until: int | None = None

    def holds(self, since: Indices, until: Indices) -> Flags:
        """What was in force on some day of the period; an unknown day does not shut it out."""
        kept: Flags = np.ones(len(since), dtype=np.bool_)
        if self.since is not None:
            kept &= (until == UNKNOWN) | (until >= self.since)
        if self.until is not None:
            kept &= (since == UNKNOWN) | (since <= self.until)
        return kept


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class TieRows:
    """Relationships between two organisations; `types` are places in `names`.

    `rows` are their rows among all of the network.
    """

    names: tuple[str, ...]
    rows: Numbers
    types: Numbers
    starts: Numbers
    ends: Numbers
    since: Indices
    until: Indices
    amounts: Floats


@dataclass(frozen=True, slots=True)
class NetworkReader:
    """Answers from one network."""

    network: Network

    def ties(
        self,
        types: Iterable[str] | None = None,
        period: Period = ALWAYS,
        among: Flags | None = None,
    ) -> TieRows:
        """The relationships of these types, or of all, that are in force in the period.

        `among` keeps those of which both ends are flagged. Those from an organisation to itself
        are kept: `starts == ends` finds them.
        """
        ties = self.network.ties
        names = tuple(sorted(ties.types if types is None else types))
        rows = [np.arange(*ties.rows(name).indices(len(ties.starts))) for name in names]
        chosen = np.concatenate([np.empty(0, np.int64), *rows])
        places = np.repeat(np.arange(len(names)), [len(each) for each in rows])
        kept = period.holds(ties.since[chosen], ties.until[chosen])
        if among is not None:
            kept &= among[ties.starts[chosen]] & among[ties.ends[chosen]]
        chosen = chosen[kept]
        return TieRows(
            names,
            chosen,
            places[kept],
            ties.starts[chosen].astype(np.int64),
            ties.ends[chosen].astype(np.int64),
            ties.since[chosen],
            ties.until[chosen],
            ties.amounts[chosen],
        )

    def incidence(self, type_: str, period: Period = ALWAYS, among: Flags | None = None) -> Lists:
        """The members of each group of a type, as rows of organisations, in the period.

        The group itself and the membership must be in force then; a group out of the period has
        no members.
        """
        groups = self.network.groups(type_)
        kept = self.kept_memberships(type_, period, among)
        return Lists.grouped(groups.members.values[kept], groups.members.owners[kept], len(groups))

    def kept_memberships(
        self, type_: str, period: Period = ALWAYS, among: Flags | None = None
    ) -> Flags:
        """Which memberships of a type count in the period, in the order of the members."""
        groups = self.network.groups(type_)
        kept = period.holds(groups.joined, groups.left)
        kept &= period.holds(groups.since, groups.until)[groups.members.owners]
        if among is not None:
            kept &= among[groups.members.values]
        return kept

    def partners(self, type_: str, period: Period = ALWAYS, among: Flags | None = None) -> Pairs:
        """Each two organisations that share a group of a type, and how many they share."""
        return each_with_each(self.incidence(type_, period, among))

    def groups(self, type_: str) -> Groups:
        """The groups of a type, such as the projects of PARTNERED_IN."""
        return self.network.groups(type_)

    def group_types(self) -> tuple[str, ...]:
        """The types that lead to groups."""
        return tuple(GROUPS)

    def are_firms(self) -> Flags:
        """Which organisations are firms."""
        return self._has_kind((FIRM,))

    def _has_kind(self, kinds: Sequence[str]) -> Flags:
        column = self.network.members.kinds
        named = np.fromiter((kind in kinds for kind in column.texts), dtype=np.bool_)
        return named[column.codes] if len(named) else np.zeros(len(column), dtype=np.bool_)

    def seats(self, level: int, *, doubted: bool = True) -> tuple[list[str], Indices]:
        """The codes of the regions of a NUTS level in order, and that of each organisation.

        UNKNOWN stands for an organisation of which no region of the level is known; at level 0
        its country does where no region is stated. Without `doubted` it stands for those too of
        which kg quality doubts the region.
        """
        members = self.network.members
        length = COUNTRY_LETTERS + level
        around = [c[:length] if len(c) >= length else "" for c in members.regions.texts]
        countries = [COUNTRIES.get(c, c) for c in members.countries.texts]
        fallback = countries if level == 0 else []
        codes = sorted({*around, *fallback} - {""})
        places = {code: place for place, code in enumerate(codes)}
        found = _places(around, places)[members.regions.codes]
        if level == 0:
            by_country = _places(countries, places)[members.countries.codes]
            found = np.where(found == UNKNOWN, by_country, found)
        if not doubted:
            found = np.where(members.are_doubted, UNKNOWN, found)
        return codes, found.astype(np.int32)


def _places(texts: Sequence[str], places: dict[str, int]) -> Indices:
    return np.fromiter((places.get(text, UNKNOWN) for text in texts), dtype=np.int32)
