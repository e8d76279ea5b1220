"""Ranks pairs of regions by how likely they are to work together next."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from kg.errors import NotFoundError
from kg.ontology.region_code import canonical_region_code
from kg.projection.network.reader import NetworkReader
from kg.projection.projection import UNKNOWN
from kg.query.potential.forecast import features, forecast, joint_projects, load_weights

DIGITS = 6


@dataclass(frozen=True, slots=True)
class ForecastQuestion:
    """Which pairs are asked for: of one region, and only those without a joint project yet."""

    level: int = 2
    region: str | None = None
    new: bool = False
    limit: int = 20


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two regions with their joint projects so far; the score is the sum of its parts."""

    first: str
    second: str
    joint: int
    parts: dict[str, float]

    @property
    def score(self) -> float:
        return round(sum(self.parts.values()), DIGITS)


@dataclass(frozen=True, slots=True)
class ForecastAnswer:
    """The likeliest pairs, best first.

    `projects` is the number that they are told from; `unplaced` counts organisations that took part
    and have no region of the level.
    """

    question: ForecastQuestion
    pairs: tuple[LikelyPair, ...]
    projects: int
    unplaced: int
    revision: int


def likely_pairs(question: ForecastQuestion, network: NetworkReader) -> ForecastAnswer:
    """The pairs of regions that are likeliest to work together next.

    Raises NotFoundError for a region without anybody who took part in a project.
    """
    codes, seats = network.seats(question.level)
    incidence = network.incidence("PARTNERED_IN")
    joint, projects = joint_projects(incidence, seats, len(codes))
    parts = forecast(features(joint, projects, codes), load_weights())
    total = np.sum([*parts.values()], axis=0)
    first, second = np.triu_indices(len(codes), k=1)
    # Who takes part in nothing has no past to tell anything from.
    kept = (projects[first] > 0) & (projects[second] > 0)
    if question.new:
        kept &= joint[first, second] == 0
    if question.region is not None:
        place = _place(question.region, codes, projects)
        kept &= (first == place) | (second == place)
    first, second = first[kept], second[kept]
    order = np.argsort(-total[first, second].round(DIGITS), kind="stable")[: question.limit]
    pairs = tuple(
        LikelyPair(
            codes[a],
            codes[b],
            int(joint[a, b]),
            {name: round(float(value[a, b]), DIGITS) for name, value in parts.items()},
        )
        for a, b in zip(first[order].tolist(), second[order].tolist(), strict=True)
    )
    taking_part = np.unique(incidence.values)
    unplaced = int((seats[taking_part] == UNKNOWN).sum())
    revision = network.network.revision
    return ForecastAnswer(question, pairs, len(incidence.offsets) - 1, unplaced, revision)


def _place(region: str, codes: list[str], projects: np.ndarray) -> int:
    code = canonical_region_code(region)
    if code not in codes or not projects[codes.index(code)]:
        raise NotFoundError(
            f"nobody in {region!r} took part in a project, so nothing can be forecast of it; next "
            "step: kg regions partners says what it lacks and who has it"
        )
    return codes.index(code)


def forecast_json(answer: ForecastAnswer) -> dict[str, Any]:
    """The answer as JSON has it."""
    return {
        "level": answer.question.level,
        "region": answer.question.region,
        "new": answer.question.new,
        "pairs": [
            {
                "regions": [pair.first, pair.second],
                "score": pair.score,
                "parts": pair.parts,
                "jointProjects": pair.joint,
            }
            for pair in answer.pairs
        ],
        "projects": answer.projects,
        "unplaced": answer.unplaced,
        "revision": answer.revision,
    }
