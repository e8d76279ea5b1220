"""The cheapest team that differs from others, proven, where nothing couples its members.

It has so many members that another one has not, and is not another one with somebody added. A
team is a partition of the demands that it covers into subsets, each with its member. Teams are put
together from the lowest open demand upwards, the most promising first (A*: Hart, Nilsson and
Raphael 1968). What the rest costs at least is read from tables that are exact for each team to
differ from, taken alone, and for the size; so little is put together that is not nearly the best.
Nobody is taken twice, nor are two of an ownership group.
"""

import heapq
import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from kg.query.team.alternatives.completions import Completions
from kg.query.team.costs import UNITS
from kg.query.team.partition import NEVER, Costs
from kg.query.team.prices import Prices, Rows
from kg.query.team.prune import MOST_ROWS, ROW_BITS, Bools, Cells

# Teams are sought that cost so much more than is known to be needed, then four times so much more,
# and so on: what is much dearer than the answer is never put together.
FIRST_REACH = UNITS // 50
WIDER = 4
# Parts of teams that are looked at before the bound that is reached must do: some ten seconds.
MOST_STATES = 50_000


@dataclass(frozen=True, slots=True)
class Differing:
    """A team that differs, and what no such team can undercut.

    For each member its row and the demands that it covers, as bits; None where none was reached.
    The bound is None where it is proven that no team differs for at most what was asked.
    """

    team: tuple[tuple[int, int], ...] | None
    bound: int | None


@dataclass(frozen=True, slots=True, order=True)
class _State:
    """A part of a team, ordered by what it costs at least when it is completed.

    `left` are the demands that are not decided on, as bits, and `needs` how many more members
    each team to differ from asks for.
    """

    least: int
    left: int
    team: tuple[tuple[int, int], ...]
    paid: int = field(compare=False)
    needs: Rows = field(compare=False)


@dataclass(frozen=True, slots=True)
class _Choices:
    """The cells whose lowest demand is the same; what is new has a row for each other team."""

    subsets: Rows
    costs: Costs
    rows: Rows
    is_new: Bools


class DifferingTeams:
    """Finds one team after another, each of which differs from all that were told before.

    `least_new` is how many members a team has to have that another one has not.
    """

    def __init__(self, prices: Prices, cells: Cells, least_new: int) -> None:
        self._prices, self._cells, self._least_new = prices, cells, least_new
        self._completions = Completions(_best(cells, prices.width), prices.gaps)
        self._free = self._completions.free()
        self._tables = np.zeros((0, least_new + 1, len(self._free)), dtype=np.int64)
        self._is_new = np.zeros((0, len(cells.keys)), dtype=bool)
        is_limited = prices.most < prices.width
        self._sizes = self._completions.of_size(prices.most) if is_limited else None
        self.others: list[frozenset[int]] = []

    def differ_from(self, team: Sequence[int]) -> None:
        """All further teams have enough members that are not among these rows, and not all these.

        Where there are no rows, only those who are required are in the other team.
        """
        if team:
            self.others.append(frozenset(team))
        is_new = ~np.isin(self._cells.rows, np.array(team, dtype=np.int64))
        new = _best(self._cells.only(is_new), self._prices.width)
        table = self._completions.with_new(new, self._free, self._least_new)
        self._tables = np.concatenate([self._tables, table[None]])
        self._is_new = np.concatenate([self._is_new, is_new[None]])

    def cheapest(self, most: int, known: int = 0, seconds: float = math.inf) -> Differing:
        """The cheapest team that differs and costs at most so much.

        None is `known` to cost less; both are costs of the priced demands, without open gaps.
        After so many seconds the bound that is reached must do.
        """
        ends = time.monotonic() + seconds
        begin = self._begin(known)
        limit, states, reach = min(most + self._prices.first, NEVER - 1), MOST_STATES, FIRST_REACH
        least = begin.least
        while least <= limit:
            search = _Search(self, min(least + reach, limit), states, ends)
            state = search.run(begin)
            if state is not None:
                return Differing(state.team, state.least - self._prices.first)
            states, least, reach = search.states, max(least, search.least), reach * WIDER
            if states <= 0 or time.monotonic() > ends:
                return Differing(None, least - self._prices.first)
        return Differing(None, None)

    def _begin(self, known: int) -> _State:
        whole = (1 << self._prices.width) - 1
        needs = np.full(len(self._tables), self._least_new, dtype=np.int64)
        rests = np.array([whole])
        least = int(self.left(rests, needs[:, None], self._prices.most)[0])
        return _State(max(least, known + self._prices.first), whole, (), 0, needs)

    def left(self, rests: Rows, needs: Rows, places: int) -> Costs:
        """For each rest what it costs at least, with so many new members and places for more."""
        costs = self._free[rests]
        if self._sizes is not None:
            costs = np.maximum(costs, self._sizes[places, rests])
        if len(self._tables):
            teams = np.arange(len(self._tables))[:, None]
            costs = np.maximum(costs, self._tables[teams, needs, rests].max(axis=0))
        return costs

    def choices(self, lowest: int) -> _Choices:
        """The cells that begin with a demand."""
        chosen = np.flatnonzero(self._cells.subsets & -self._cells.subsets == 1 << lowest)
        keys = self._cells.keys[chosen]
        subsets, is_new = self._cells.subsets[chosen], self._is_new[:, chosen]
        return _Choices(subsets, keys >> ROW_BITS, keys & (MOST_ROWS - 1), is_new)

    @property
    def prices(self) -> Prices:
        """What is paid."""
        return self._prices


class _Search:
    """Puts teams together that cost no more than a reach; `least` is what all others cost."""

    def __init__(self, teams: DifferingTeams, reach: int, states: int, ends: float) -> None:
        self.teams, self.reach, self.states, self.ends = teams, reach, states, ends
        self.least = NEVER
        self._choices: dict[int, _Choices] = {}

    def run(self, begin: _State) -> _State | None:
        """The cheapest team within reach, or None."""
        waiting = [begin]
        while waiting:
            state = heapq.heappop(waiting)
            rows = {row for row, _ in state.team}
            if any(other <= rows for other in self.teams.others):
                continue
            if not state.left:
                return state
            if self.states <= 0 or time.monotonic() > self.ends:
                self.least = min(self.least, state.least)
                return None
            self.states -= 1
            for further in self._further(state):
                heapq.heappush(waiting, further)
        return None

    def _further(self, state: _State) -> Iterator[_State]:
        """The state with its lowest demand open, or covered by each who may."""
        prices, low = self.teams.prices, state.left & -state.left
        lowest = low.bit_length() - 1
        paid, places = state.paid + int(prices.gaps[lowest]), prices.most - len(state.team)
        rest = state.left ^ low
        least = int(self.teams.left(np.array([rest]), state.needs[:, None], places)[0]) + paid
        if self._is_within(least):
            yield _State(max(least, state.least), rest, state.team, paid, state.needs)
        if places:
            yield from self._covered(state, lowest, places)

    def _covered(self, state: _State, lowest: int, places: int) -> Iterator[_State]:
        choices = self._choices.get(lowest)
        if choices is None:
            choices = self._choices[lowest] = self.teams.choices(lowest)
        groups = self.teams.prices.groups
        taken = groups[[row for row, _ in state.team]]
        fitting = np.flatnonzero(choices.subsets & ~state.left == 0)
        fitting = fitting[~np.isin(groups[choices.rows[fitting]], taken)]
        if not len(fitting):
            return
        rests = state.left ^ choices.subsets[fitting]
        needs = np.maximum(state.needs[:, None] - choices.is_new[:, fitting], 0)
        paid = state.paid + choices.costs[fitting]
        least = paid + self.teams.left(rests, needs, places - 1)
        beyond = least > self.reach
        self.least = min(self.least, int(least[beyond].min(initial=NEVER)))
        for place in np.flatnonzero(~beyond):
            cell = fitting[place]
            team = (*state.team, (int(choices.rows[cell]), int(choices.subsets[cell])))
            at_least = max(int(least[place]), state.least)
            yield _State(at_least, int(rests[place]), team, int(paid[place]), needs[:, place])

    def _is_within(self, least: int) -> bool:
        if least > self.reach:
            self.least = min(self.least, least)
        return least <= self.reach


def _best(cells: Cells, width: int) -> Costs:
    """For each subset what the cheapest asks."""
    return cells.cheapest(width) >> ROW_BITS
