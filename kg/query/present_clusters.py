"""Clusters as JSON: the same for the command line and the service."""

from kg.query.clusters.character import Kind
from kg.query.clusters.compare import Comparison
from kg.query.clusters.drivers import Driver
from kg.query.clusters.examine import Examination
from kg.query.clusters.find import Examined, FoundClusters
from kg.query.clusters.scene import Scene
from kg.query.present import Json


def clusters_json(answer: FoundClusters) -> Json:
    """The clusters that were found, and the declared groups with what they are."""
    return {
        "found": [_short(one) for one in answer.found],
        "declared": [_short(one) for one in answer.declared],
        "communities": answer.detection.communities,
        "refused": answer.detection.refused,
        "threshold": answer.scene.threshold,
        "unplaced": answer.unplaced,
        "revision": answer.scene.revision,
    }


def cluster_json(answer: Examined) -> Json:
    """One group in full: drivers, kinds, members, support, infrastructure, and what it lacks."""
    one, scene = answer.examination, answer.scene
    stated = one.stated
    return {
        **_short(one),
        "purpose": stated.purpose if stated else None,
        "activities": list(stated.activities) if stated else [],
        "drivers": [_driver(one, driver) for driver in Driver],
        "threshold": one.threshold,
        "typeScores": _kind(one.type),
        "modelScores": _kind(one.model),
        "pairs": {**one.stances.pairs, "both": one.stances.both, "unstated": one.stances.unstated},
        "members": _members(one, scene),
        "associates": one.associates,
        "formerMembers": one.former,
        "unplaced": one.unplaced,
        "support": [
            {**_organisation(scene, s.row), "supports": s.supported, "member": s.is_member}
            for s in one.supporters
        ],
        "infrastructure": [
            {"id": i.id, "name": i.name, "kind": i.kind, "region": i.region}
            for i in (stated.infrastructure if stated else ())
        ],
        "missing": [{"kind": m.kind, "name": m.name, "reason": m.reason} for m in answer.missing],
        "comparedWith": [{"id": other.id, "name": other.name} for other in answer.similar],
        "revision": scene.revision,
    }


def comparison_json(scene: Scene, comparison: Comparison) -> Json:
    """Two groups side by side."""
    one, other = comparison.one, comparison.other
    return {
        "clusters": [_short(one), _short(other)],
        "shared": [_organisation(scene, row) for row in comparison.shared.tolist()],
        "share": comparison.share,
        "ties": dict(comparison.ties),
        "activitiesOfOne": list(comparison.only_one_does),
        "activitiesOfOther": list(comparison.only_other_does),
        "drivers": [
            {
                "driver": driver.value,
                "strengths": [one.strengths[driver].value, other.strengths[driver].value],
            }
            for driver in Driver
        ],
        "revision": scene.revision,
    }


def _short(one: Examination) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "declared": one.stated is not None,
        "cluster": one.is_cluster,
        "verdict": one.verdict,
        "size": len(one.rows),
        "countingDrivers": [driver.value for driver in one.drivers],
        "strengths": {driver.value: one.strengths[driver].value for driver in Driver},
        "type": one.type.name if one.is_cluster else None,
        "model": one.model.name if one.is_cluster else None,
        "stated": {
            "cluster": one.is_declared_cluster,
            "type": one.stated.type,
            "model": one.stated.model,
        }
        if one.stated
        else None,
        "overlaps": [
            {"id": o.id, "name": o.name, "shared": o.shared, "share": o.share} for o in one.overlaps
        ],
    }


def _driver(one: Examination, driver: Driver) -> Json:
    strength = one.strengths[driver]
    return {
        "driver": driver.value,
        "strength": strength.value,
        "counts": driver in one.drivers,
        "reason": strength.reason,
        "stated": one.stated.strengths.get(driver.value) if one.stated else None,
    }


def _kind(kind: Kind) -> Json:
    return {"scores": dict(kind.scores), "reason": kind.reason}


def _members(one: Examination, scene: Scene) -> list[Json]:
    core = {*one.core.tolist()}
    roles = one.roles or ("",) * len(one.rows)
    return [
        {**_organisation(scene, row), "role": role or None, "core": row in core}
        for row, role in zip(one.rows.tolist(), roles, strict=True)
    ]


def _organisation(scene: Scene, row: int) -> Json:
    return {
        "id": scene.graph.ids[row],
        "name": scene.names[row],
        "kind": scene.kinds[row],
        "region": scene.regions[row] or None,
    }
