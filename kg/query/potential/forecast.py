"""Forecasts which regions will work together, from who worked with whom before.

Weights are those of a logistic regression (Cox 1958), learned by `python -m bench.region_links`
from projects before a cut and from what came after it.
"""

import tomllib
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.projection.columns import Indices, Lists
from kg.projection.network.reader import COUNTRY_LETTERS
from kg.projection.projection import UNKNOWN

Floats = NDArray[np.float64]

SHIPPED = Path(str(files("kg.query.potential"))) / "forecast.toml"


def joint_projects(incidence: Lists, seats: Indices, regions: int) -> tuple[Floats, Floats]:
    """How many projects each two regions share, shape (n, n), 0 within, and how many each has.

    `incidence` lists the members of each project; who has no region takes part for none.
    """
    where, owners = seats[incidence.values], incidence.owners
    keys = np.unique(owners[where != UNKNOWN] * regions + where[where != UNKNOWN])
    projects, members = keys // max(regions, 1), keys % max(regions, 1)
    joint = np.zeros((regions, regions))
    begins = np.searchsorted(projects, np.arange(len(incidence.offsets)))
    for begin, end in zip(begins[:-1].tolist(), begins[1:].tolist(), strict=True):
        inside = members[begin:end]
        joint[np.ix_(inside, inside)] += 1
    counts = np.diag(joint).copy()
    np.fill_diagonal(joint, 0)
    return joint, counts


def features(joint: Floats, projects: Floats, codes: Sequence[str]) -> dict[str, Floats]:
    """What the past tells of each pair of regions, each of shape (n, n), by name."""
    degree = joint.sum(axis=1)
    strength = joint / np.sqrt(np.outer(degree + 1, degree + 1))
    countries = np.array([code[:COUNTRY_LETTERS] for code in codes])
    return {
        "size": np.log1p(np.outer(projects, projects)),
        "volume": np.log1p(joint),
        "shared partners": strength @ strength,
        "same country": (countries[:, None] == countries[None, :]).astype(np.float64),
    }


def forecast(values: Mapping[str, Floats], weights: Mapping[str, float]) -> dict[str, Floats]:
    """What each feature adds to the score of each pair; a pair is ranked by the sum."""
    return {name: weights[name] * value for name, value in values.items()}


def load_weights() -> dict[str, float]:
    """The weights that are shipped, by feature."""
    found: dict[str, float] = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["weights"]
    return found
