"""The columns of the network, which relationships of regions and clusters are computed from.

They stand beside the columns of matching, need no encoder, and belong to one revision of the graph.
Days count from 0001-01-01 as `date.toordinal` does; UNKNOWN stands for a day that nobody states,
NaN for an amount, an empty text for a word.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Categories, Indices, Lists, Offsets, Texts

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Members:
    """One row an organisation, by id: the nodes of the network.

    `regions` are codes of today, as exact as they are known; `stated` are the codes as the graph
    has them, which may be retired or known to nobody, and `are_doubted` says where kg quality
    doubts the region. Sectors are parted by `PART`.
    """

    ids: Texts
    names: Texts
    kinds: Categories
    sizes: Categories
    countries: Categories
    regions: Categories
    stated: Categories
    are_doubted: Flags
    latitudes: Floats
    longitudes: Floats
    sectors: Categories

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Ties:
    """One row a relationship between two organisations; those of a type stand together.

    The rows of `types[n]` are `offsets[n]` to `offsets[n + 1]`, by start and end, which are rows
    of organisations. Of each type the ontology says its kind, its stance (empty where that is no
    question), and whether it is mutual: it says the same in either direction. Competencies are
    ids, parted by `PART`.
    """

    types: Texts
    kinds: Texts
    stances: Texts
    are_mutual: Flags
    offsets: Offsets
    starts: Indices
    ends: Indices
    since: Indices
    until: Indices
    amounts: Floats
    currencies: Categories
    competencies: Categories

    def rows(self, type_: str) -> slice:
        """Where the relationships of a type stand; nowhere where there are none."""
        place = self.types.find(type_)
        if place is None:
            return slice(0, 0)
        return slice(int(self.offsets[place]), int(self.offsets[place + 1]))


@dataclass(frozen=True, slots=True)
class Groups:
    """One row a thing that organisations take part in, by id, and its members.

    `members` has rows of organisations, each once a group; `joined`, `left`, `roles` and `amounts`
    stand in the order of its values. `kinds` are the deepest classes.
    """

    ids: Texts
    names: Texts
    kinds: Categories
    since: Indices
    until: Indices
    members: Lists
    joined: Indices
    left: Indices
    roles: Categories
    amounts: Floats

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class NetworkRegions:
    """One row a region, by code; `former` are codes of earlier versions with their successors."""

    ids: Texts
    names: Texts
    latitudes: Floats
    longitudes: Floats
    former: Texts
    successors: Texts

    def names_by_code(self) -> dict[str, str]:
        """The name of each region."""
        return dict(zip(self.ids, self.names, strict=True))


@dataclass(frozen=True, slots=True)
class Network:
    """The relationships of one revision of the graph."""

    revision: int
    members: Members
    ties: Ties
    projects: Groups
    enterprises: Groups
    groupings: Groups
    activities: Groups
    stages: Groups
    regions: NetworkRegions

    def groups(self, type_: str) -> Groups:
        """What organisations take part in by a relationship type."""
        found: Groups = getattr(self, GROUPS[type_].column)
        return found


@dataclass(frozen=True, slots=True)
class GroupKind:
    """A relationship type that leads to groups: their class, and their column of a Network."""

    label: str
    column: str


GROUPS = {
    "PARTNERED_IN": GroupKind("Project", "projects"),
    "PLAYS": GroupKind("VirtualEnterprise", "enterprises"),
    "MEMBER_OF": GroupKind("Grouping", "groupings"),
    "TAKES_PART_IN": GroupKind("Activity", "activities"),
    "PERFORMS": GroupKind("Stage", "stages"),
}
