"""What each member of a solved team puts in, and what of it is at risk."""

from fractions import Fraction

from kg.query.team.plan import Plan, work_of
from kg.query.team.pose import PROOF
from kg.query.team.problem import Candidate, TeamProblem
from kg.query.team.shares import Stake

# Missing proof is counted in hundredths, so that sums are exact in whatever order.
STEPS = 100


def stakes_of(problem: TeamProblem, found: Plan) -> list[Stake]:
    """The stakes of the members in their order; work is in weights times parts of requirements."""
    able = [_able_groups(problem, place) for place in range(len(problem.demands))]
    return [_stake(problem, found, row, able) for row in range(len(found.members))]


def _stake(problem: TeamProblem, found: Plan, row: int, able: list[set[str]]) -> Stake:
    member = found.members[row]
    unproven = sole = Fraction(0)
    for place, parts in enumerate(found.covers):
        own = sum(part.parts for part in parts if part.member == row)
        work = problem.demands[place].weight * own
        unproven += work * _unproven(member, place)
        sole += work if able[place] == {member.group} else 0
    return Stake(member.id, Fraction(work_of(problem, found, row)), unproven, sole)


def _able_groups(problem: TeamProblem, place: int) -> set[str]:
    """The ownership groups that have somebody who fits a demand."""
    return {each.group for each in problem.candidates if each.fits[place] is not None}


def _unproven(member: Candidate, place: int) -> Fraction:
    """How much of the proof of a cover is missing, from 0 to 1."""
    if not member.risks:
        return Fraction(0)
    return Fraction(round(STEPS * member.risks[place] / PROOF.weight), STEPS)
