"""What the terms of a team's cost are worth, and how much each cover pays of them."""

from kg.query.team.problem import PARTS, Candidate, Demand, TeamProblem

# One whole misfit is this many units, and every price is a whole number for each part of a
# demand: sums are exact, ties are ties, and a bound that meets a cost proves it.
UNITS = 10_000 * PARTS

# What a requirement costs that is covered without any fit; with full fit it costs nothing.
MISFIT = 1.0
# Each member after the first has to be briefed, contracted and paid. A specialist is worth one
# more contract when the fit gains at least this much: about what verified is worth over claimed.
COORDINATION = 0.10
# Each further member that shares one requirement: its work has to be measured with the others'.
# More than an overlap, so that nothing is shared that one member can do.
SPLIT = 0.05
# What a member could do as well, and another one does: idle competency that was not asked for.
# A third of a contract at most, so that it decides between equals and rarely more.
OVERLAP = 0.03
# Each 100 km between member and place of work, up to 500 km: half a contract at most.
DISTANCE = 0.01
DISTANCE_COUNTED = 500.0
# The whole total cost when it is what is usual; a tenth cheaper is worth a hundredth of fit.
PRICE = 0.10
# Two members that have worked together and know one another fully: a fifth of a contract.
FAMILIARITY = 0.02
# Each requirement that is covered in the chosen regions: decides between equals, as an overlap.
LOCAL = 0.03
# A requirement left open. Half of it, a wish, is more than everything else together can cost in
# a team for twenty-five requirements: nobody is left out to save money.
GAP = 100.0


def units(amount: float) -> int:
    """An amount in whole units, rounded to a ten-thousandth."""
    return round(amount * UNITS / PARTS) * PARTS


def cover_prices(problem: TeamProblem, candidate: Candidate, place: int) -> dict[str, int]:
    """What it costs, term by term, when a candidate covers all of a demand that it fits."""
    demand, fit = problem.demands[place], candidate.fits[place]
    assert fit is not None  # noqa: S101  # nobody covers what it does not fit
    risk = units(MISFIT * demand.importance * candidate.risks[place]) if candidate.risks else 0
    price = candidate.prices[place] / problem.money if candidate.prices and problem.money else 0
    return {
        "misfit": units(MISFIT * demand.importance * (1 - fit)) - risk,
        "risk": risk,
        "distance": units(
            DISTANCE * demand.importance * min(candidate.distance, DISTANCE_COUNTED) / 100
        ),
        "price": units(PRICE * price),
        "local": -units(LOCAL * demand.importance) if candidate.is_local else 0,
    }


def overlap_price(demand: Demand, fit: float) -> int:
    """What it costs when a member of this fit is there for others, and not for this demand."""
    return units(OVERLAP * demand.importance * fit)


def bond_price(problem: TeamProblem, one: str, other: str) -> int:
    """What a team saves since two members know one another, below nothing."""
    first, second = sorted((one, other))
    return -units(FAMILIARITY * problem.bonds.get((first, second), 0.0))


def gap_price(demand: Demand) -> int:
    """What it costs when nobody covers a demand."""
    return units(GAP * demand.importance)
