"""How long a team takes to find, by the number of requirements, and how far a greedy one is off.

    python bench/team.py [CANDIDATES]

Makes CANDIDATES (10,000) organisations from a fixed seed, of which each fits a tenth of the
requirements and one in twenty belongs to an ownership group of three. For each number of
requirements it prints the seconds for the prices, for the best team with what it is without each
member, the cost with its bound, and the cost of the greedy team: who saves most is added until
nobody saves anything.
"""

import random
import sys
import time
from collections.abc import Callable
from typing import TypeVar

from kg.query.team.prices import Prices, price
from kg.query.team.problem import UNITS, Candidate, Demand, TeamProblem
from kg.query.team.search import best_addition, team_cost
from kg.query.team.solve import MOST_PROVEN, solve

SEED = 7
SHARE_FITTING = 0.1
SHARE_GROUPED = 0.05
GROUP_SIZE = 3
NUMBERS = (5, 8, 10, MOST_PROVEN, 15, 20, 30)

Result = TypeVar("Result")


def main() -> None:
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    print(f"{size:,} candidates; proven up to {MOST_PROVEN} requirements\n")
    print("requirements   prices s   teams s      cost     bound   greedy   greedy is dearer by")
    for number in NUMBERS:
        posed = problem(number, size)
        seconds, prices = timed(lambda p=posed: price(p))  # type: ignore[misc]  # a default
        solving, teams = timed(lambda p=posed: solve(p))  # type: ignore[misc]  # a default
        cost, bound = teams.best.plan.cost.total, teams.best.bound
        other = greedy_cost(prices) + prices.open_gaps
        print(
            f"{number:>12} {seconds:>10.2f} {solving:>9.2f} {cost / UNITS:>9.3f} "
            f"{bound / UNITS:>9.3f} {other / UNITS:>8.3f} {other / cost - 1:>21.0%}"
        )


def problem(number: int, size: int) -> TeamProblem:
    """Candidates that fit some of the requirements, each more or less well."""
    chance = random.Random(SEED)  # noqa: S311  # synthetic data
    grouped = int(size * SHARE_GROUPED)
    candidates = tuple(
        Candidate(
            f"c{row:06}",
            tuple(
                chance.uniform(0.3, 0.9) if chance.random() < SHARE_FITTING else None
                for _ in range(number)
            ),
            f"g{row // GROUP_SIZE}" if row < grouped else f"c{row:06}",
        )
        for row in range(size)
    )
    return TeamProblem(tuple(Demand(f"R{n + 1}") for n in range(number)), candidates)


def greedy_cost(prices: Prices) -> int:
    """What a team costs to which the best addition is made as long as there is one."""
    rows: tuple[int, ...] = ()
    while True:
        added = best_addition(prices, rows)
        if added is None or team_cost(prices, added) >= team_cost(prices, rows):
            return team_cost(prices, rows)
        rows = added


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    """The seconds that a piece of work takes, and what it gives."""
    begin = time.perf_counter()
    found = work()
    return time.perf_counter() - begin, found


if __name__ == "__main__":
    main()
