"""Small team problems, and the best team found by trying all of them."""

from itertools import combinations

from hypothesis import strategies as st

from kg.query.team.problem import Candidate, Demand, Plan, TeamProblem, plan

FITS = st.none() | st.integers(20, 100).map(lambda percent: percent / 100)


def candidate(id_: str, *fits: float | None, group: str | None = None) -> Candidate:
    return Candidate(id_, fits, group or id_)


def problem(*candidates: Candidate, most: int | None = None, wishes: int = 0) -> TeamProblem:
    """A problem with a demand for each fit of the candidates; the last ones are wishes."""
    width = max((len(c.fits) for c in candidates), default=1)
    musts = tuple(Demand(f"R{n + 1}") for n in range(width - wishes))
    wished = tuple(
        Demand(f"R{n + 1}", is_must=False, importance=0.5) for n in range(width - wishes, width)
    )
    return TeamProblem((*musts, *wished), tuple(sorted(candidates, key=lambda c: c.id)), most)


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
    return TeamProblem(demands, tuple(candidates), draw(st.none() | st.integers(1, 3)))


def best_by_trying_all(posed: TeamProblem) -> Plan:
    """The cheapest of all allowed teams."""
    most = posed.most_members or len(posed.demands)
    teams = (team for size in range(most + 1) for team in combinations(posed.candidates, size))
    plans = (plan(posed, team) for team in teams if posed.is_allowed(team))
    return min(plans, key=lambda found: found.cost.total)
