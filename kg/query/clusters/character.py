"""What kind of cluster a group is: its type, its model, and how its members stand to another."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kg.query.clusters.graph import ClusterGraph, Edges, Flags, Rows
from kg.query.clusters.settings import ClusterSettings

AGGLOMERATION, COMPLEX, NETWORK = "pure agglomeration", "industrial complex", "social network"
FEWEST_FOR_CENTRE = 3


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of cluster with the scores that told it, each in 0..1; None without any ties."""

    name: str | None
    scores: Mapping[str, float]
    reason: str


@dataclass(frozen=True, slots=True)
class Stances:
    """How many pairs are stated to be of each stance; a pair may be of several."""

    pairs: Mapping[str, int]
    both: int
    unstated: int


def cluster_type(graph: ClusterGraph, rows: Rows, settings: ClusterSettings) -> Kind:
    """Skill, value chain or innovation: the kind of ties that a group has more of than others.

    Each kind's share of the group's ties over its share of all ties (a location quotient), with
    some ties of the network added to the group's own; the scores are these, made to sum to 1.
    """
    members = graph.flags(rows)
    own = {name: _count(graph, types, members) for name, types in settings.types.items()}
    all_ = {name: _count(graph, types, None) for name, types in settings.types.items()}
    whole, everywhere = sum(own.values()), sum(all_.values())
    if not whole:
        return Kind(None, dict.fromkeys(own, 0.0), "no ties inside tell it")
    added = settings.pseudo_ties
    shares = {name: count / everywhere for name, count in all_.items()}
    quotients = {
        name: (own[name] + added * shares[name]) / (whole + added) / shares[name]
        if own[name]
        else 0.0
        for name in own
    }
    scores = {name: value / sum(quotients.values()) for name, value in quotients.items()}
    best = _best(scores)
    return Kind(
        best,
        scores,
        f"{own[best]} of its {whole} ties are of this kind, {quotients[best]:.1f} times as many as "
        "elsewhere",
    )


def cluster_model(graph: ClusterGraph, rows: Rows) -> Kind:
    """Agglomeration, complex or network, by how open, how traded and how centred a group is.

    The three models are those of Gordon and McCann (Industrial Clusters, Urban Studies 37, 2000).
    A density d of links a member becomes d / (1 + d). Agglomeration: links that lead out, times
    what is not traded inside. Complex: traded links, times how far one member carries them
    (Freeman's degree centralisation, Social Networks 1, 1979). Network: mutual untraded links,
    times their share of all, times the share of them that stays inside.
    """
    members = graph.flags(rows)
    number = max(len(rows), 1)
    traded, untraded = graph.traded.inside(members), graph.horizontal.inside(members)
    traded_out, untraded_out = graph.traded.leaving(members), graph.horizontal.leaving(members)
    inside = len(traded) + len(untraded)
    if not inside:
        return Kind(None, dict.fromkeys((AGGLOMERATION, COMPLEX, NETWORK), 0.0), "no links inside")
    openness = (traded_out + untraded_out) / (inside + traded_out + untraded_out)
    trading = _dense(2 * len(traded) / number)
    centre = centralisation(traded, rows)
    closed = len(untraded) / max(len(untraded) + untraded_out, 1)
    scores = {
        AGGLOMERATION: openness * (1 - trading),
        COMPLEX: trading * centre,
        NETWORK: _dense(2 * len(untraded) / number) * len(untraded) / inside * closed,
    }
    reason = (
        f"{openness:.0%} of links lead out; {len(traded)} traded inside, centred by {centre:.2f}; "
        f"{len(untraded)} mutual and untraded, of which {closed:.0%} stay inside"
    )
    return Kind(_best(scores), scores, reason)


def centralisation(edges: Edges, rows: Rows) -> float:
    """How far one of the rows carries all pairs: 1 for a star, 0 where all have as many."""
    number = len(rows)
    if number < FEWEST_FOR_CENTRE or not len(edges):
        return 0.0
    ends = np.concatenate([edges.first, edges.second])
    degrees = np.bincount(ends, minlength=int(rows.max()) + 1)[rows]
    return float((degrees.max() - degrees).sum() / ((number - 1) * (number - 2)))


def stances(graph: ClusterGraph, rows: Rows) -> Stances:
    """Pairs that are cooperative, competitive or independent, and those of which nothing is said.

    `both` cooperate and compete at once.
    """
    members = graph.flags(rows)
    found = {name: edges.inside(members) for name, edges in sorted(graph.stances.items())}
    size = len(graph.ids)
    keys = {name: {*(e.first * size + e.second).tolist()} for name, e in found.items()}
    stated: set[int] = set().union(*keys.values()) if keys else set()
    both = keys.get("cooperative", set()) & keys.get("competitive", set())
    pairs = len(rows) * (len(rows) - 1) // 2
    return Stances({name: len(each) for name, each in keys.items()}, len(both), pairs - len(stated))


def _count(graph: ClusterGraph, types: tuple[str, ...], members: Flags | None) -> int:
    found = (graph.typed[name] for name in types if name in graph.typed)
    return sum(len(edges if members is None else edges.inside(members)) for edges in found)


def _dense(a_member: float) -> float:
    return a_member / (1 + a_member)


def _best(scores: Mapping[str, float]) -> str:
    return max(sorted(scores), key=lambda name: scores[name])
