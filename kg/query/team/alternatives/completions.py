"""What it costs at least to complete a team: for each set of demands that is still to be covered.

Each table leaves all rules out but one, so that what it says is never too much. A demand may stay
open, at the price of its gap.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.query.team.partition import NEVER, Costs, convolved

Tables = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Completions:
    """The prices that completions are made of.

    `best` is for each subset what the cheapest asks who may come at all, and `gaps` are the prices
    of demands that stay open.
    """

    best: Costs
    gaps: Costs

    def free(self) -> Costs:
        """What is left costs this, whoever comes."""
        return _completed(self._or_open(self.best))

    def with_new(self, new: Costs, free: Costs, least: int) -> Tables:
        """A row for each number up to `least`: what is left costs with so many new members.

        `new` is for each subset what the cheapest asks of those who count as new.
        """
        rows = [free]
        for _ in range(least):
            rows.append(_completed(self._or_open(self.best), new, rows[-1]))
        return np.stack(rows)

    def of_size(self, most: int) -> Tables:
        """A row for each number up to `most`: what is left costs with no more members."""
        nobody = self._or_open(np.full_like(self.best, NEVER))
        rows = [_completed(nobody)]
        for _ in range(most):
            rows.append(_completed(nobody, self.best, rows[-1], nothing=0))
        return np.stack(rows)

    def _or_open(self, prices: Costs) -> Costs:
        """The prices, where a demand alone may also stay open."""
        singles = 1 << np.arange(len(self.gaps))
        found = prices.copy()
        found[singles] = np.minimum(found[singles], self.gaps)
        return found


def _completed(
    prices: Costs, counted: Costs | None = None, rests: Costs | None = None, nothing: int = NEVER
) -> Costs:
    """For each set the least sum of prices of subsets that part it.

    With `counted`, one of the subsets may cost what these say, and what is left after it what
    `rests` say; nothing left then costs `nothing`.
    """
    costs = np.full(len(prices), NEVER, dtype=np.int64)
    costs[0] = 0 if counted is None else nothing
    for lowest in reversed(range(len(prices).bit_length() - 1)):
        step = 1 << (lowest + 1)
        sets = slice(step >> 1, None, step)
        found = convolved(prices[sets], costs[::step])
        if counted is not None and rests is not None:
            found = np.minimum(found, convolved(counted[sets], rests[::step]))
        costs[sets] = np.minimum(found, NEVER)
    return costs
