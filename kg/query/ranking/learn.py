"""Learns the weights of the features from projects of the past, each asked for as if it were new.

A project is ranked for with what was known before its part of the year began, as a new need is.
Weights are those of a conditional logit (McFadden 1974): the share of exp(score) that falls on who
did take part is made as large as it can be, and large weights cost.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.query.ranking.features import measured
from kg.query.ranking.incidence import Rows, Scores
from kg.query.ranking.past_work import UNKNOWN, Asked, PastWork
from kg.query.ranking.training_data import History

Floats = NDArray[np.float64]
Row = tuple[Floats, NDArray[np.bool_]]

# Who stands first by any feature is compared; the others are as good as out.
CANDIDATES = 300
PENALTY = 1e-3
STEPS = 25
HALVINGS = 20
ENOUGH = 1e-6
# Of the days on which projects began, ranked for: the last half, in three parts of one size.
FOLDS = 3
LEAST_MEMBERS = 3
CUTS = (10, 100)


@dataclass(frozen=True, slots=True)
class Example:
    """The features of the candidates (n, features) of a past project, and who took part."""

    values: Scores
    is_member: NDArray[np.bool_]
    members: int
    fold: int


def periods(days: Sequence[str]) -> list[tuple[str, str]]:
    """The last half of all projects by start, parted in three; the last one has no end."""
    ordered = sorted(days)
    bounds = [ordered[len(ordered) * (FOLDS + n) // (2 * FOLDS)] for n in range(FOLDS)]
    return list(zip(bounds, [*bounds[1:], "9999"], strict=True))


def examples(history: History, *, with_partners: bool) -> tuple[list[str], list[Example]]:
    """The names of the features, and the past projects as examples."""
    random = np.random.default_rng(8)
    starts = np.array([project.start for project in history.projects])
    names: list[str] = []
    found: list[Example] = []
    for fold, (first, end) in enumerate(periods(list(starts))):
        past = history.past(np.flatnonzero(starts < first))
        asked_for = np.flatnonzero((starts >= first) & (starts < end))
        for row, members in _consortia(history, asked_for, past):
            wanted, partners = members, np.zeros(0, dtype=np.int64)
            if with_partners:
                wanted = random.choice(members, 1)
                partners = members[members != wanted]
            asked = Asked(
                past, _likeness(history, row, past), _theme(history, row), tuple(partners)
            )
            values = measured(asked)
            names = list(values)
            found.append(_example(np.array(list(values.values())), wanted, partners, fold))
    return names, found


def _consortia(history: History, rows: Rows, past: PastWork) -> Iterator[tuple[int, Rows]]:
    """The projects that have a text and members enough who are known already."""
    is_known = past.projects.counts > 0
    pairs = history.taken_part
    for row in map(int, rows):
        members = np.unique(pairs[pairs[:, 0] == row, 1])
        members = members[is_known[members]]
        if len(members) >= LEAST_MEMBERS and history.projects[row].text:
            yield row, members


def _likeness(history: History, row: int, past: PastWork) -> Scores:
    return past.likeness(history.vectors[row], history.stems[row])


def _theme(history: History, row: int) -> int:
    return history.themes.get(history.projects[row].theme, UNKNOWN)


def _example(values: Scores, wanted: Rows, partners: Rows, fold: int) -> Example:
    most = min(CANDIDATES, values.shape[1])
    best = np.unique(np.argpartition(-values, most - 1, axis=1)[:, :most])
    candidates = np.setdiff1d(best, partners)
    is_member = np.isin(candidates, wanted)
    return Example(values[:, candidates].T.copy(), is_member, len(wanted), fold)


def fitted(found: Sequence[Example], columns: Sequence[int]) -> Floats:
    """The weights of some features, by Newton's method with halved steps."""
    rows = [(e.values[:, columns].astype(float), e.is_member) for e in found if e.is_member.any()]
    weights = np.zeros(len(columns))
    loss = _loss(rows, weights)
    for _ in range(STEPS):
        step: Floats = _newton_step(rows, weights)
        for _ in range(HALVINGS):
            after = _loss(rows, weights - step)
            if after <= loss:
                break
            step /= 2
        weights -= step
        gained, loss = loss - after, after
        if gained < ENOUGH:
            break
    return weights


def _loss(rows: Sequence[Row], weights: Floats) -> float:
    """How unlikely the members are, each project counting the same, and what weights cost."""
    each = [-float(np.log(_shares(v @ weights)[own]).mean()) for v, own in rows]
    return float(np.mean(each)) + PENALTY * float(weights @ weights)


def _newton_step(rows: Sequence[Row], weights: Floats) -> Floats:
    slope: Floats = 2 * PENALTY * weights
    bend: Floats = 2 * PENALTY * np.eye(len(weights))
    for values, is_member in rows:
        likely = _shares(values @ weights)
        mean: Floats = likely @ values
        variance: Floats = (values * likely[:, None]).T @ values - np.outer(mean, mean)
        slope += (mean - values[is_member].mean(axis=0)) / len(rows)
        bend += variance / len(rows)
    step: Floats = np.linalg.solve(bend, slope).astype(np.float64)
    return step


def _shares(scores: Floats) -> Floats:
    powers: Floats = np.exp(scores - scores.max())
    shares: Floats = powers / powers.sum()
    return shares


def cross_checked(found: Sequence[Example], columns: Sequence[int]) -> dict[str, float]:
    """How well weights that were learned from the other parts rank the projects of each part.

    MRR of the first member, and the share of all members among the first 10 and 100.
    """
    figures = []
    for fold in range(FOLDS):
        weights = fitted([e for e in found if e.fold != fold], columns)
        figures += [_ranked(e, e.values[:, columns] @ weights) for e in found if e.fold == fold]
    mrr, ten, hundred = np.mean(figures, axis=0)
    return {"mrr": float(mrr), "r10": float(ten), "r100": float(hundred)}


def _ranked(example: Example, scores: Floats) -> tuple[float, float, float]:
    own = scores[example.is_member]
    if not len(own):
        return 0.0, 0.0, 0.0
    # Who is scored the same shares the places.
    above, equal = scores[None, :] > own[:, None], scores[None, :] == own[:, None]
    places = above.sum(axis=1) + (equal.sum(axis=1) + 1) / 2
    first, second = (float((places <= cut).sum()) / example.members for cut in CUTS)
    return 1 / float(places.min()), first, second
