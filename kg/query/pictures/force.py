"""Places nodes of a network so that those which are linked lie together."""

import math
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from kg.query.pictures.content import Network

Floats = NDArray[np.float64]

ROUNDS = 300
# How far a node may move in the first round, in shares of the width; then less and less.
FIRST_STEP = 0.12
# Draws what is not linked towards the middle, so that it does not drift away.
GRAVITY = 0.06


def place_by_force(network: Network) -> Mapping[str, tuple[float, float]]:
    """Places within 0 to 1, the same for the same network (Fruchterman and Reingold 1991).

    It begins on a circle in order of groups and ids rather than at random places. Forces grow with
    the square root of values, so that one strong flow does not draw all else together.
    """
    order = sorted(network.nodes, key=lambda node: (node.group, node.id))
    rows = {node.id: row for row, node in enumerate(order)}
    if len(order) < 2:  # noqa: PLR2004  # nothing to part
        return {node.id: (0.5, 0.5) for node in order}
    places = _settled(_pull(network, rows), len(order))
    low, high = places.min(axis=0), places.max(axis=0)
    scaled = (places - low) / np.maximum(high - low, 1e-9)
    return {node.id: (x, y) for node, (x, y) in zip(order, scaled.tolist(), strict=True)}


def _pull(network: Network, rows: Mapping[str, int]) -> Floats:
    """How strongly each two are drawn together, at most 1."""
    pull = np.zeros((len(rows), len(rows)))
    most = max((flow.value for flow in network.flows if not flow.is_within), default=0.0)
    for flow in network.flows:
        if not flow.is_within and flow.value > 0:
            start, end = rows[flow.start], rows[flow.end]
            share = math.sqrt(flow.value / most)
            pull[start, end] = pull[end, start] = max(pull[start, end], share)
    return pull


def _settled(pull: Floats, count: int) -> Floats:
    angles = 2 * math.pi * np.arange(count) / count
    places = np.stack([np.cos(angles), np.sin(angles)], axis=1) / 2
    apart = math.sqrt(1 / count)
    for turn in range(ROUNDS):
        away = places[:, None, :] - places[None, :, :]
        distance = np.maximum(np.linalg.norm(away, axis=2), 1e-3)
        push = apart * apart / distance**2 - pull * distance / apart
        force = (away * push[:, :, None]).sum(axis=1) - GRAVITY * places / apart
        length = np.maximum(np.linalg.norm(force, axis=1, keepdims=True), 1e-9)
        step = FIRST_STEP * (1 - turn / ROUNDS)
        places = places + force / length * np.minimum(length, step)
    return places
