"""The fewest conditions to give up so that a team covers every must that anybody fits at all.

Conditions on who covers a requirement are told by the near misses: of each the set of conditions
that it fails. The fewest conditions that free one near miss for each open must are found by going
through all choices, the smallest first. Rules of the team itself are dropped one by one, then two
by two, until a team covers all (the smallest correction set of an infeasible system; Chinneck 2008,
Feasibility and Infeasibility in Optimization).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations

from kg.query.team.pool import NearMiss, Pool
from kg.query.team.problem import WHOLE, Candidate, TeamProblem
from kg.query.team.solve import Solution, best_team

# Of each requirement so many near misses, the nearest, are looked at.
LOOKED_AT = 50
# How long a team is sought when rules are dropped, in seconds.
SECONDS = 2.0
# Conditions that hold for all requirements at once.
OF_ALL = frozenset({"distance", "size", "sector", "pool", "assessment"})

Relax = Callable[[TeamProblem], TeamProblem]


def smallest_relaxation(problem: TeamProblem, best: Solution, pool: Pool) -> tuple[str, ...]:
    """What to give up, in words; nothing where all musts are covered, or nobody fits the rest."""
    left_open = [
        demand.id
        for demand, parts in zip(problem.demands, best.plan.covers, strict=True)
        if demand.is_must and not parts
    ]
    if not left_open:
        return ()
    rules = _rules(problem, [id_ for id_ in left_open if pool.offered[id_]])
    failed = [
        _failed(id_, pool.near_misses[id_])
        for id_ in left_open
        if not pool.offered[id_] and pool.near_misses.get(id_)
    ]
    return (*_fewest(failed), *rules)


def _failed(requirement: str, missed: Sequence[NearMiss]) -> list[frozenset[str]]:
    """The sets of conditions, one of which has to be given up; the smallest first."""
    sets = {
        frozenset(_said(requirement, o.kind, o.wanted) for o in one.objections)
        for one in missed[:LOOKED_AT]
    }
    ordered: list[frozenset[str]] = sorted(sets, key=lambda one: (len(one), sorted(one)))
    return [one for one in ordered if not any(other < one for other in sets)]


def _said(requirement: str, kind: str, wanted: str) -> str:
    """A condition in words; who may be in the team at all counts for all requirements at once."""
    return wanted if kind in OF_ALL else f"{wanted} for {requirement}"


def _fewest(choices: Sequence[Sequence[frozenset[str]]]) -> list[str]:
    """A smallest union of one set of each; the first by words among equals."""

    def first(sets: frozenset[str]) -> tuple[int, list[str]]:
        return (len(sets), sorted(sets))

    unions: list[frozenset[str]] = [frozenset()]
    for sets in choices:
        widened = {union | one for union in unions for one in sets}
        unions = sorted(widened, key=first)[: LOOKED_AT * LOOKED_AT]
    return sorted(unions[0])


def _rules(problem: TeamProblem, wanted: Sequence[str]) -> list[str]:
    """The fewest rules of the team to drop, so that what somebody fits is covered."""
    if not wanted:
        return []
    rules = _in_force(problem)
    for number in range(1, len(rules) + 1):
        for chosen in combinations(rules, number):
            relaxed = problem
            for _, relax in chosen:
                relaxed = relax(relaxed)
            covers = best_team(relaxed, SECONDS).plan.covers
            covered = zip(relaxed.demands, covers, strict=True)
            if all(parts for demand, parts in covered if demand.id in wanted):
                return [words for words, _ in chosen]
    return []


def _in_force(problem: TeamProblem) -> list[tuple[str, Relax]]:
    """The rules that a team has to obey, in words, and the problem without each."""
    rules = problem.rules
    found: list[tuple[str, Relax]] = []
    if rules.most_members is not None:
        found.append((f"at most {rules.most_members} members", _without_rule(most_members=None)))
    if rules.budget is not None:
        found.append((f"a budget of {rules.budget:,}", _without_rule(budget=None)))
    if rules.least_local:
        words = f"at least {rules.least_local / WHOLE:.0%} of the work in the chosen regions"
        found.append((words, _without_rule(least_local=0)))
    if rules.most_share < WHOLE:
        words = f"at most {rules.most_share / WHOLE:.0%} of the work by one member"
        found.append((words, _without_rule(most_share=WHOLE)))
    if rules.least_robust:
        words = f"at least {rules.least_robust / WHOLE:.0%} of the work left, whoever leaves"
        found.append((words, _without_rule(least_robust=0)))
    if problem.apart:
        found.append(("competitors apart", lambda posed: replace(posed, apart=())))
    if len({c.group for c in problem.candidates}) < len(problem.candidates):
        found.append(("one member of an ownership group", _ungrouped))
    found += [(f"{id_} as a member", _not_required(id_)) for id_ in sorted(rules.required)]
    found += [
        (f"{demand.quantity // 1_000:,} in {demand.id}", _less(demand.id))
        for demand in problem.demands
        if demand.quantity
    ]
    return found


def _without_rule(**rule: int | None) -> Relax:
    return lambda posed: replace(posed, rules=replace(posed.rules, **rule))  # type: ignore[arg-type]  # fields of Rules


def _not_required(id_: str) -> Relax:
    def relax(posed: TeamProblem) -> TeamProblem:
        return replace(posed, rules=replace(posed.rules, required=posed.rules.required - {id_}))

    return relax


def _ungrouped(posed: TeamProblem) -> TeamProblem:
    alone: tuple[Candidate, ...] = tuple(replace(c, group=c.id) for c in posed.candidates)
    return replace(posed, candidates=alone)


def _less(id_: str) -> Relax:
    """Without the quantity of a requirement."""

    def relax(posed: TeamProblem) -> TeamProblem:
        demands = (replace(d, quantity=None) if d.id == id_ else d for d in posed.demands)
        return replace(posed, demands=tuple(demands))

    return relax
