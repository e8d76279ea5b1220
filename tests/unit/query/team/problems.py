"""Small team problems, and the best team found by trying all of them."""

from itertools import combinations

import numpy as np
from hypothesis import strategies as st

from kg.query.team.plan import Plan, broken, plan
from kg.query.team.problem import WHOLE, Apart, Candidate, Demand, Rules, TeamProblem

FITS = st.none() | st.integers(20, 100).map(lambda percent: percent / 100)
# Coarse shares, so that all of them can be tried.
PARTS = 4


def candidate(id_: str, *fits: float | None, group: str | None = None) -> Candidate:
    return Candidate(id_, fits, group or id_)


def problem(*candidates: Candidate, most: int | None = None, wishes: int = 0) -> TeamProblem:
    """A problem with a demand for each fit of the candidates; the last ones are wishes."""
    width = max((len(c.fits) for c in candidates), default=1)
    musts = tuple(Demand(f"R{n + 1}") for n in range(width - wishes))
    wished = tuple(
        Demand(f"R{n + 1}", is_must=False, importance=0.5) for n in range(width - wishes, width)
    )
    ordered = tuple(sorted(candidates, key=lambda c: c.id))
    return TeamProblem((*musts, *wished), ordered, Rules(most))


@st.composite
def problems(draw: st.DrawFn, most_demands: int = 5, most_candidates: int = 7) -> TeamProblem:
    width = draw(st.integers(1, most_demands))
    groups = draw(st.integers(1, most_candidates))
    rows = draw(
        st.lists(
            st.tuples(st.lists(FITS, min_size=width, max_size=width), st.integers(1, groups)),
            max_size=most_candidates,
        )
    )
    candidates = [
        candidate(f"c{n}", *fits, group=f"g{group}") for n, (fits, group) in enumerate(rows)
    ]
    demands = tuple(
        Demand(f"R{n + 1}", is_must=is_must, importance=1.0 if is_must else 0.5)
        for n, is_must in enumerate(draw(st.lists(st.booleans(), min_size=width, max_size=width)))
    )
    return TeamProblem(demands, tuple(candidates), Rules(draw(st.none() | st.integers(1, 3))))


def rich_problem(seed: int) -> TeamProblem:
    """A problem in which every rule and every term of the cost may play a part."""
    chance = np.random.default_rng(seed)
    width, size = int(chance.integers(1, 4)), int(chance.integers(1, 6))
    quantities = [
        int(chance.integers(1, 9)) if chance.random() < 0.6 else None for _ in range(width)
    ]
    demands = tuple(
        Demand(
            f"R{n}",
            *((True, 1.0) if chance.random() < 0.7 else (False, 0.5)),
            quantity,
            weight=int(chance.integers(1, 3)),
        )
        for n, quantity in enumerate(quantities)
    )
    candidates = tuple(
        Candidate(
            f"c{row}",
            tuple(
                chance.integers(20, 101) / 100 if chance.random() < 0.7 else None for _ in demands
            ),
            f"g{chance.integers(0, 6)}",
            tuple(int(chance.integers(0, 9)) if chance.random() < 0.7 else None for _ in demands),
            tuple(chance.integers(0, 20) / 100 for _ in demands),
            tuple(int(chance.integers(0, 100)) for _ in demands),
            float(chance.integers(0, 700)),
            bool(chance.random() < 0.5),
        )
        for row in range(size)
    )
    ids = [c.id for c in candidates]
    pairs = list(combinations(ids, 2))
    rules = Rules(
        int(chance.integers(1, 4)) if chance.random() < 0.3 else None,
        int(chance.integers(20, 200)) if chance.random() < 0.4 else None,
        int(chance.integers(1, 10)) * 1000 if chance.random() < 0.4 else 0,
        int(chance.integers(3, 10)) * 1000 if chance.random() < 0.4 else WHOLE,
        frozenset(id_ for id_ in ids if chance.random() < 0.08),
    )
    apart = tuple(
        Apart(
            one,
            other,
            None
            if chance.random() < 0.3
            else frozenset(np.flatnonzero(chance.random(width) < 0.6).tolist()),
        )
        for one, other in pairs
        if chance.random() < 0.15
    )
    bonds = {pair: chance.integers(1, 11) / 10 for pair in pairs if chance.random() < 0.3}
    has_bonds = chance.random() < 0.5
    money = 150 if chance.random() < 0.5 else 0
    return TeamProblem(demands, candidates, rules, apart, bonds if has_bonds else {}, money, PARTS)


def best_by_trying_all(posed: TeamProblem) -> Plan:
    """The cheapest of all allowed teams where each demand has one owner."""
    most = posed.rules.most_members or len(posed.demands)
    teams = (team for size in range(most + 1) for team in combinations(posed.candidates, size))
    plans = (plan(posed, team) for team in teams)
    return min(
        (found for found in plans if not any(broken(posed, found))),
        key=lambda found: found.cost.total,
    )
