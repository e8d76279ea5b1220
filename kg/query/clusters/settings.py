"""The numbers that turn on what a cluster is, as `clusters.toml` says them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """Scales and types of relationships; the threshold of drivers stands in the ontology."""

    reach_km: float
    near_km: float
    neighbours: int
    resolution: float
    unknown_likeness: float
    unlike_share: float
    smallest: int
    pseudo_ties: float
    types: Mapping[str, tuple[str, ...]]


@cache
def cluster_settings() -> ClusterSettings:
    """Reads `clusters.toml`, which lies beside this file."""
    text = files("kg.query.clusters").joinpath("clusters.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    return ClusterSettings(
        **tables["measures"],
        types={name: tuple(types) for name, types in tables["types"].items()},
    )
