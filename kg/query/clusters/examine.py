"""Examines a group: on which drivers it networks, what kind of cluster it is, what it lacks."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kg.graph.groupings import GroupingRow
from kg.query.clusters.character import Kind, Stances, cluster_model, cluster_type, stances
from kg.query.clusters.detect import LEAST_DRIVERS, Found, overlap
from kg.query.clusters.drivers import Driver, Strength, counting, measure, unplaced
from kg.query.clusters.graph import NO_EDGES, ClusterGraph, Rows
from kg.query.clusters.scene import Group, Scene
from kg.query.clusters.settings import ClusterSettings

FEWEST = 2
SUPPORTS = "SUPPORTS"


@dataclass(frozen=True, slots=True)
class Supporter:
    """An organisation (row) that supports so many of a group; `is_member` of it, or not."""

    row: int
    supported: int
    is_member: bool


@dataclass(frozen=True, slots=True)
class Overlap:
    """A declared group that shares members: how many, and their share of both (Jaccard)."""

    id: str
    name: str
    shared: int
    share: float


@dataclass(frozen=True, slots=True)
class Examination:
    """What is found of a group; `stated` is what was declared of it, None of a found one.

    `roles` are in the order of the rows; a found group has none. `left_out` are associates and
    former members.
    """

    id: str
    name: str
    rows: Rows
    core: Rows
    roles: tuple[str, ...]
    strengths: Mapping[Driver, Strength]
    drivers: tuple[Driver, ...]
    threshold: float
    type: Kind
    model: Kind
    stances: Stances
    supporters: tuple[Supporter, ...]
    overlaps: tuple[Overlap, ...]
    unplaced: int
    stated: GroupingRow | None = None
    is_declared_cluster: bool = False
    associates: int = 0
    former: int = 0

    @property
    def is_cluster(self) -> bool:
        """Whether it counts as a cluster."""
        return len(self.core) >= FEWEST and len(self.drivers) >= LEAST_DRIVERS

    @property
    def verdict(self) -> str:
        """Why it is a cluster, or is none."""
        if len(self.core) < FEWEST:
            return f"no cluster: it has {_members(len(self.core))} besides who supports it"
        *rest, last = self.drivers or ("",)
        told = f"{', '.join(rest)} and {last}" if rest else last
        if self.is_cluster:
            return f"a cluster: it networks on {told}"
        needed = f"{LEAST_DRIVERS} drivers of at least {self.threshold:g} are needed"
        return f"no cluster: it networks on {f'{told} only' if told else 'no driver'}; {needed}"


def examine_group(scene: Scene, group: Group, settings: ClusterSettings) -> Examination:
    """What is found of a declared group."""
    graph = scene.graph
    strengths = measure(graph, group.rows, settings, group.core)
    return Examination(
        group.id,
        group.name,
        group.rows,
        group.core,
        group.roles,
        strengths,
        counting(strengths, scene.threshold),
        scene.threshold,
        cluster_type(graph, group.rows, settings),
        cluster_model(graph, group.rows),
        stances(graph, group.rows),
        supporters(graph, group.rows, group.core),
        overlaps(scene, group.rows, group.id),
        unplaced(graph, group.core),
        group.stated,
        group.is_cluster,
        group.associates,
        group.former,
    )


def examine_found(scene: Scene, found: Found, settings: ClusterSettings) -> Examination:
    """What is found of a detected cluster; it is named by its most central member."""
    graph, core = scene.graph, scene.graph.core(found.rows)
    return Examination(
        found.id,
        f"around {scene.names[int(found.central[0])]}",
        found.rows,
        core,
        (),
        found.strengths,
        found.drivers,
        scene.threshold,
        cluster_type(graph, found.rows, settings),
        cluster_model(graph, found.rows),
        stances(graph, found.rows),
        supporters(graph, found.rows, core),
        overlaps(scene, found.rows),
        unplaced(graph, core),
    )


def supporters(graph: ClusterGraph, rows: Rows, core: Rows) -> tuple[Supporter, ...]:
    """Who supports the core of a group and is not of it, those who support most first."""
    edges = graph.typed.get(SUPPORTS, NO_EDGES)
    own, members = graph.flags(core), graph.flags(rows)
    of_first = edges.first[own[edges.second] & ~own[edges.first]]
    of_second = edges.second[own[edges.first] & ~own[edges.second]]
    others, counts = np.unique(np.concatenate([of_first, of_second]), return_counts=True)
    silent = np.setdiff1d(rows[~own[rows]], others)
    found = [
        *zip(others.tolist(), counts.tolist(), strict=True),
        *((r, 0) for r in silent.tolist()),
    ]
    ranked = sorted(found, key=lambda each: (-each[1], graph.ids[each[0]]))
    # Who merely supports one of the members is no support of the group.
    return tuple(
        Supporter(row, count, bool(members[row]))
        for row, count in ranked
        if members[row] or count >= FEWEST
    )


def overlaps(scene: Scene, rows: Rows, own: str | None = None) -> tuple[Overlap, ...]:
    """The declared groups that share members with a group, those that share most first."""
    found = [
        Overlap(g.id, g.name, len(np.intersect1d(rows, g.rows)), overlap(rows, g.rows))
        for g in scene.groups.values()
        if g.id != own
    ]
    return tuple(sorted((o for o in found if o.shared), key=lambda o: (-o.share, o.id)))


def _members(number: int) -> str:
    return "no member" if not number else "one member"
