"""Answers about clusters: finds them, examines one, compares two."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from kg.errors import NotFoundError
from kg.projection.network.reader import NetworkReader
from kg.projection.projection import Projection
from kg.query.clusters.compare import Comparison, compare
from kg.query.clusters.detect import Detection, detect
from kg.query.clusters.examine import Examination, examine_found, examine_group
from kg.query.clusters.missing import Missing, find_missing
from kg.query.clusters.read import SceneReader
from kg.query.clusters.scene import Scene
from kg.query.clusters.settings import cluster_settings


@dataclass(frozen=True, slots=True)
class FoundClusters:
    """The clusters that were found, and the declared groups with what they are."""

    scene: Scene
    detection: Detection
    found: tuple[Examination, ...]
    declared: tuple[Examination, ...]
    unplaced: int


@dataclass(frozen=True, slots=True)
class Examined:
    """One group, with what it lacks and the clusters that it was compared with."""

    scene: Scene
    examination: Examination
    missing: tuple[Missing, ...]
    similar: tuple[Examination, ...]


class ClusterFinder:
    """Finds and examines clusters; the scene of the last revision is kept."""

    def __init__(self, reader: SceneReader) -> None:
        self._reader = reader
        self._kept: tuple[tuple[int, dt.date], Scene] | None = None

    def find(self, network: NetworkReader, projection: Projection, today: dt.date) -> FoundClusters:
        """All clusters that are found, strongest first, beside what the declared groups are."""
        scene, settings = self._scene(network, projection, today), cluster_settings()
        detection = detect(scene.graph, settings, scene.threshold)
        return FoundClusters(
            scene,
            detection,
            tuple(examine_found(scene, each, settings) for each in detection.clusters),
            _declared(scene),
            int(np.isnan(scene.graph.latitudes).sum()),
        )

    def examine(
        self, wanted: str, network: NetworkReader, projection: Projection, today: dt.date
    ) -> Examined:
        """One declared or found group; raises NotFoundError with the next step."""
        scene = self._scene(network, projection, today)
        one = _one(scene, wanted)
        return Examined(scene, one, *find_missing(scene, one, _declared(scene)))

    def compare(
        self,
        wanted: tuple[str, str],
        network: NetworkReader,
        projection: Projection,
        today: dt.date,
    ) -> tuple[Scene, Comparison]:
        """Two declared or found groups; raises NotFoundError with the next step."""
        scene = self._scene(network, projection, today)
        one, other = (_one(scene, each) for each in wanted)
        return scene, compare(scene.graph, one, other)

    def _scene(self, network: NetworkReader, projection: Projection, today: dt.date) -> Scene:
        key = (network.network.revision, today)
        kept = self._kept
        if kept is None or kept[0] != key:
            kept = (key, self._reader.read(network, projection, today))
            self._kept = kept
        return kept[1]


def _declared(scene: Scene) -> tuple[Examination, ...]:
    settings = cluster_settings()
    return tuple(examine_group(scene, group, settings) for group in scene.groups.values())


def _one(scene: Scene, wanted: str) -> Examination:
    settings, folded = cluster_settings(), wanted.strip().casefold()
    for group in scene.groups.values():
        if wanted == group.id or folded == group.name.casefold():
            return examine_group(scene, group, settings)
    for each in detect(scene.graph, settings, scene.threshold).clusters:
        if each.id == wanted:
            return examine_found(scene, each, settings)
    raise NotFoundError(
        f"no cluster {wanted!r}; next step: kg clusters find lists those found and declared"
    )
