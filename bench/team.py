"""How long a team takes to prove, beside CP-SAT, and how far simple searches are off.

    python -m bench.team [--candidates N] [--only separable|coupled|simple|diverse] [--write DIR]

Instances are made from fixed seeds: each of N (100,000) candidates fits a tenth of the
requirements. With `--write` they are written as JSON too, so that others can solve them.

separable: cost and overlap alone. The product prunes and proves; CP-SAT gets the candidates that
pruning kept, for up to a minute (an unproved run counts as the minute).
coupled: quantities that several share, and at least 60 % of the work in chosen regions.
simple: a greedy set cover and a genetic algorithm on the coupled instances.
diverse: ten further teams, of each of which two members are in no cheaper one; CP-SAT is asked for
each again, with the same rules that a team differs, on the candidates that dominance keeps for it.
"""

import argparse
import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from kg.query.team.costs import UNITS
from kg.query.team.coupled import best_coupled
from kg.query.team.exact import Exact
from kg.query.team.model import best_by_model
from kg.query.team.plan import Part, Plan, broken, plan
from kg.query.team.prices import Prices, Rows, price
from kg.query.team.problem import Candidate, Demand, Rules, TeamProblem
from kg.query.team.prune import thinned, undominated

SEED = 7
SHARE_FITTING = 0.1
NUMBERS = (5, 10, 15)
CP_SECONDS = 60.0
COUPLED_SECONDS = 12.0
COUPLED = 10
REQUIREMENTS = 10
SHARE_LOCAL = 0.2
LEAST_LOCAL = 6_000
QUANTITY = 100
# For each requirement so many candidates, the cheapest, are what the simple searches look at.
SEARCHED = 30
GENERATIONS, POPULATION = 60, 40

Result = TypeVar("Result")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--candidates", type=int, default=100_000)
    parser.add_argument("--only", choices=["separable", "coupled", "simple", "diverse"])
    parser.add_argument("--write", type=Path)
    asked = parser.parse_args()
    from bench.team_diverse import diverse

    parts = {"separable": separable, "coupled": coupled, "simple": simple, "diverse": diverse}
    for name, part in parts.items():
        if asked.only in (None, name):
            part(asked.candidates, asked.write)


def separable(size: int, folder: Path | None) -> None:
    """Cost and overlap: proven by subsets, and by CP-SAT from the same pruned candidates."""
    print(f"cost and overlap, {size:,} candidates, seconds")
    print("requirements   index   pruned to   prune   prove   both   CP-SAT   same   times faster")
    for number in NUMBERS:
        posed = instance(SEED + number, number, size)
        write(folder, f"separable-{number}", posed)
        indexing, prices = timed(lambda p=posed: price(p))  # type: ignore[misc]  # a default
        pruning, (thin, kept) = timed(lambda p=prices: pruned_of(p))  # type: ignore[misc]  # a default
        pruned = thin.only(kept)
        proving, proof = timed(lambda p=pruned: Exact.of(p).cheapest())  # type: ignore[misc]  # a default
        fewer = replace(posed, candidates=tuple(posed.candidates[row] for row in kept))
        taken, other = timed(lambda p=fewer: best_by_model(p, CP_SECONDS))  # type: ignore[misc]  # a default
        is_proven = other.plan is not None and other.plan.cost.total == other.bound
        counted = taken if is_proven else CP_SECONDS
        same = (other.bound == proof.bound + prices.open_gaps) if is_proven else "unproved"
        print(
            f"{number:>12} {indexing:>7.2f} {len(kept):>11,} {pruning:>7.3f} {proving:>7.3f} "
            f"{pruning + proving:>6.3f} {counted:>8.2f} {same!s:>6} "
            f"{counted / (pruning + proving):>14.0f}",
            flush=True,
        )


def pruned_of(prices: Prices) -> tuple[Prices, Rows]:
    """The prices without what is never worth it, and who can be in the best team."""
    thin = thinned(prices)
    return thin, undominated(thin)


def coupled(size: int, folder: Path | None) -> None:
    """Capacity and regional share: proven, or how near the bound is."""
    print(f"\ncapacity and regional share, {REQUIREMENTS} requirements, {size:,} candidates")
    print("instance   seconds      cost     bound   above bound")
    for number in range(COUPLED):
        posed = instance(SEED + number, REQUIREMENTS, size, is_coupled=True)
        write(folder, f"coupled-{number}", posed)
        taken, found = timed(lambda p=posed: best_coupled(p, COUPLED_SECONDS - 1, None))  # type: ignore[misc]  # a default
        if found.plan is None or found.bound is None or any(broken(posed, found.plan)):
            print(f"{number:>8} {taken:>9.2f} no team that obeys")
            continue
        cost = found.plan.cost.total
        print(
            f"{number:>8} {taken:>9.2f} {cost / UNITS:>9.4f} {found.bound / UNITS:>9.4f} "
            f"{cost / found.bound - 1:>13.2%}",
            flush=True,
        )


def simple(size: int, _: Path | None) -> None:
    """A greedy set cover and a genetic algorithm: how often infeasible, and how much dearer."""
    print("\nsimple searches on the same instances: how much dearer than the best that is known")
    print("instance   greedy   genetic")
    for number in range(COUPLED):
        posed = instance(SEED + number, REQUIREMENTS, size, is_coupled=True)
        best = best_coupled(posed, COUPLED_SECONDS - 1, None).plan
        if best is None:
            continue
        told = [_beside(posed, best, found) for found in (greedy(posed), genetic(posed, number))]
        print(f"{number:>8} {told[0]:>8} {told[1]:>9}", flush=True)


def instance(seed: int, number: int, size: int, *, is_coupled: bool = False) -> TeamProblem:
    """Candidates that fit some of the requirements, each more or less well, with capacities."""
    chance = np.random.default_rng(seed)
    shape = (size, number)
    fits = chance.uniform(0.3, 0.9, shape).round(2)
    has = chance.random(shape) < SHARE_FITTING
    free = chance.integers(QUANTITY // 5, QUANTITY + QUANTITY // 5, shape, endpoint=True)
    is_local = chance.random(size) < SHARE_LOCAL
    candidates = tuple(
        Candidate(
            f"c{row:06}",
            tuple(fit if able else None for fit, able in zip(all_fits, ables, strict=True)),
            f"c{row:06}",
            tuple(amounts) if is_coupled else (),
            is_local=is_coupled and local,
        )
        for row, (all_fits, ables, amounts, local) in enumerate(
            zip(fits.tolist(), has.tolist(), free.tolist(), is_local.tolist(), strict=True)
        )
    )
    quantity = QUANTITY if is_coupled else None
    demands = tuple(Demand(f"R{n + 1}", quantity=quantity) for n in range(number))
    return TeamProblem(demands, candidates, Rules(least_local=LEAST_LOCAL if is_coupled else 0))


def greedy(posed: TeamProblem) -> Plan:
    """Whoever covers most of what is open for least misfit is added until all is covered."""
    left = [posed.parts] * len(posed.demands)
    members: list[Candidate] = []
    covers: list[list[Part]] = [[] for _ in left]
    pool = list(_searched(posed))
    while any(left) and pool:
        gains = [
            sum(min(n, _parts(posed, c, p)) * (c.fits[p] or 0) for p, n in enumerate(left))
            for c in pool
        ]
        best = int(np.argmax(gains))
        if gains[best] <= 0:
            break
        member = pool.pop(best)
        for place, open_ in enumerate(left):
            taken = min(open_, _parts(posed, member, place))
            if taken:
                covers[place].append(Part(len(members), taken))
                left[place] -= taken
        members.append(member)
    return plan(posed, tuple(members), tuple(map(tuple, covers)))


def genetic(posed: TeamProblem, seed: int) -> Plan:
    """Orders in which candidates are asked, crossed and mutated; broken rules count as gaps."""
    chance = np.random.default_rng(seed)
    pool = _searched(posed)

    def decoded(order: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Plan:
        left = [posed.parts] * len(posed.demands)
        members: list[Candidate] = []
        covers: list[list[Part]] = [[] for _ in left]
        for row in order:
            member, taken_any = pool[row], False
            for place, open_ in enumerate(left):
                taken = min(open_, _parts(posed, member, place))
                if taken:
                    covers[place].append(Part(len(members), taken))
                    left[place] -= taken
                    taken_any = True
            if taken_any:
                members.append(member)
            if not any(left):
                break
        return plan(posed, tuple(members), tuple(map(tuple, covers)))

    def badness(found: Plan) -> float:
        return found.cost.total + 100 * UNITS * len([*broken(posed, found)])

    keys = chance.random((POPULATION, len(pool)))
    for _ in range(GENERATIONS):
        scores = [badness(decoded(np.argsort(key))) for key in keys]
        best = keys[np.argsort(scores)[: POPULATION // 2]]
        one, other = best[chance.integers(0, len(best), (2, POPULATION - len(best)))]
        children = np.where(chance.random(one.shape) < 0.5, one, other)
        mutated = chance.random(children.shape) < 0.02
        keys = np.concatenate([best, np.where(mutated, chance.random(children.shape), children)])
    return min((decoded(np.argsort(key)) for key in keys), key=badness)


def _searched(posed: TeamProblem) -> list[Candidate]:
    fits = np.array([c.fits for c in posed.candidates], dtype=np.float64)
    first = np.argsort(-np.nan_to_num(fits), axis=0, kind="stable")[:SEARCHED]
    near = np.where([[c.is_local] for c in posed.candidates], np.nan_to_num(fits), 0)
    local = np.argsort(-near, axis=0, kind="stable")[:SEARCHED]
    return [posed.candidates[row] for row in np.unique([first, local])]


def _parts(posed: TeamProblem, candidate: Candidate, place: int) -> int:
    return 0 if candidate.fits[place] is None else posed.most_parts(candidate, place)


def _beside(posed: TeamProblem, best: Plan, found: Plan) -> str:
    if found.cost.gaps or any(broken(posed, found)):
        return "infeasible"
    return f"{found.cost.total / best.cost.total - 1:.0%}"


def write(folder: Path | None, name: str, posed: TeamProblem) -> None:
    """An instance as JSON; of each candidate the place, fit and free amount of what it fits."""
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    rows = [
        [
            c.id,
            c.is_local,
            [[p, f, c.free[p] if c.free else None] for p, f in enumerate(c.fits) if f is not None],
        ]
        for c in posed.candidates
    ]
    text = {
        "demands": [[d.id, d.quantity] for d in posed.demands],
        "leastLocal": posed.rules.least_local,
        "candidates": rows,
    }
    (folder / f"{name}.json").write_text(json.dumps(text), "utf-8")


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """The seconds that a piece of work takes, and what it gives."""
    begin = time.perf_counter()
    found = work()
    return time.perf_counter() - begin, found


if __name__ == "__main__":
    main()
