"""What a cluster lacks: stages of its own chains, and what clusters like it have."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.query.clusters.drivers import Driver
from kg.query.clusters.examine import Examination
from kg.query.clusters.scene import Scene

# A chain is a cluster's own if its members perform at least this share of its stages.
OWN_CHAIN = 0.5
SIMILAR = 3
# So many of the similar ones have what is said to be missing.
FEWEST_HAVE = 2


@dataclass(frozen=True, slots=True)
class Missing:
    """A piece that a cluster lacks: a stage, an activity, an infrastructure or a support."""

    kind: str
    name: str
    reason: str


def find_missing(
    scene: Scene, one: Examination, others: Sequence[Examination]
) -> tuple[tuple[Missing, ...], tuple[Examination, ...]]:
    """What a cluster lacks, and the clusters that it was compared with, most similar first.

    A group that is no cluster lacks nothing: it is like none.
    """
    if not one.is_cluster:
        return (), ()
    similar = find_similar(one, others)
    features: Mapping[str, Callable[[Examination], Iterable[str]]] = {
        "activity": lambda e: e.stated.activities if e.stated else (),
        "infrastructure": lambda e: (
            (i.kind or i.name for i in e.stated.infrastructure) if e.stated else ()
        ),
        "support": lambda e: (scene.kinds[s.row] for s in e.supporters),
    }
    found = [*missing_stages(scene, one)]
    for kind, has in features.items():
        counts = Counter(name for other in similar for name in set(has(other)))
        for name, count in sorted(counts.items()):
            if count >= FEWEST_HAVE and name not in set(has(one)):
                reason = f"{count} of {len(similar)} similar clusters have it"
                found.append(Missing(kind, name, reason))
    return tuple(found), similar


def find_similar(one: Examination, others: Sequence[Examination]) -> tuple[Examination, ...]:
    """The declared clusters of the same type first, then by the difference of their drivers."""
    kept = [o for o in others if o.id != one.id and o.is_cluster and o.stated is not None]
    ranked = sorted(kept, key=lambda o: (o.type.name != one.type.name, _difference(one, o), o.id))
    return tuple(ranked[:SIMILAR])


def missing_stages(scene: Scene, one: Examination) -> list[Missing]:
    """The stages of a cluster's own chains that no member performs, with who does outside."""
    members = {scene.graph.ids[row] for row in one.rows.tolist()}
    by_chain = defaultdict(list)
    for stage in scene.stages:
        by_chain[stage.chain].append(stage)
    found = []
    for chain, stages in sorted(by_chain.items()):
        lacking = [stage for stage in stages if not members & {*stage.performers}]
        if len(stages) - len(lacking) < OWN_CHAIN * len(stages):
            continue
        for stage in sorted(lacking, key=lambda s: (s.position or 0, s.id)):
            outside = ", ".join(stage.performers) or "nobody"
            reason = f"of {scene.chains[chain]}; performed by {outside}"
            found.append(Missing("stage", stage.name, reason))
    return found


def _difference(one: Examination, other: Examination) -> float:
    """The mean difference of their strengths; what is unknown counts as none."""
    pairs = ((one.strengths[d].value or 0.0, other.strengths[d].value or 0.0) for d in Driver)
    return sum(abs(a - b) for a, b in pairs) / len(Driver)
