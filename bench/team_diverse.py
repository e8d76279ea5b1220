"""How long ten teams take that differ, beside CP-SAT that is asked for each again."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from bench.team import CP_SECONDS, NUMBERS, SEED, instance, timed, write
from kg.query.team.alternatives.further import differs_from, no_more_open
from kg.query.team.alternatives.nearest import nearest
from kg.query.team.alternatives.sequence import Wanted, alternatives
from kg.query.team.model import best_by_model
from kg.query.team.plan import Plan
from kg.query.team.prices import price
from kg.query.team.problem import TeamProblem
from kg.query.team.solve import best_team

WANTED = Wanted(10, 2)
# More than all of them take.
SECONDS = 600.0


def diverse(size: int, folder: Path | None) -> None:
    """Ten teams that differ: proven by tables and a search, and by CP-SAT with no-good cuts."""
    print(
        f"\nten further teams, {WANTED.least_new} new members in each, {size:,} candidates, seconds"
    )
    print("requirements   proven   ours   CP-SAT   proven by it   same   times faster")
    for number in NUMBERS:
        posed = instance(SEED + number, number, size)
        write(folder, f"diverse-{number}", posed)
        best = best_team(posed).plan
        taken, found = timed(lambda p=posed, b=best: alternatives(p, b, WANTED, SECONDS))  # type: ignore[misc]  # a default
        proven = sum(other.is_proven for other in found)
        other, known, same = _by_model(posed, [best, *(solution.plan for solution in found)])
        print(
            f"{number:>12} {proven:>8} {taken:>6.2f} {other:>8.1f} {known:>14} "
            f"{same!s:>6} {other / taken:>14.0f}",
            flush=True,
        )


def _by_model(posed: TeamProblem, teams: list[Plan]) -> tuple[float, int, bool]:
    """The seconds of CP-SAT, the teams that it proves, and whether these cost the same."""
    prices, gaps = price(posed), teams[0].cost.gaps
    seconds, proven, same = 0.0, 0, True
    for place, team in enumerate(teams[1:], 1):
        together = sum(len(before.members) for before in teams[:place]) + len(posed.demands)
        kept = np.unique(nearest(prices, together).rows)
        fewer = replace(posed, candidates=tuple(posed.candidates[row] for row in kept))
        rules = [differs_from(before.ids, WANTED.least_new) for before in teams[:place]]
        rules.append(no_more_open(gaps))
        taken, solved = timed(lambda p=fewer, r=rules: best_by_model(p, CP_SECONDS, None, r))  # type: ignore[misc]  # a default
        is_proven = solved.plan is not None and solved.plan.cost.total == solved.bound
        seconds += taken if is_proven else CP_SECONDS
        proven += is_proven
        same &= not is_proven or solved.bound == team.cost.total
    return seconds, proven, same
