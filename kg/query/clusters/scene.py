"""All that clusters are told by, at one revision: the graph, the declared groups, the chains."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.graph.groupings import GroupingRow
from kg.graph.value_chains import StageRow
from kg.query.clusters.graph import ClusterGraph, Rows

SUPPORT, ASSOCIATE = "support organisation", "associate"


@dataclass(frozen=True, slots=True)
class Group:
    """A declared group with its members of today (rows); associates are none and are counted.

    `roles` are in the order of the rows; `core` are those who make the group, not those who support
    it. `is_cluster` says whether it is declared to be one.
    """

    id: str
    name: str
    is_cluster: bool
    rows: Rows
    core: Rows
    roles: tuple[str, ...]
    associates: int
    former: int
    stated: GroupingRow


@dataclass(frozen=True, slots=True)
class Scene:
    """The organisations, declared groups by id, and stages of value chains by chain."""

    graph: ClusterGraph
    names: Sequence[str]
    kinds: Sequence[str]
    regions: Sequence[str]
    groups: Mapping[str, Group]
    chains: Mapping[str, str]
    stages: Sequence[StageRow]
    threshold: float
    revision: int
