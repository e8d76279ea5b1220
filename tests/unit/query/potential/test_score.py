"""How well regions complete one another."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.projection.projection import UNKNOWN
from kg.query.complements.wanted import Kind
from kg.query.potential.score import GAIN_WEIGHT, RETURN_WEIGHT, scores, wants
from kg.query.potential.specialisation import Specialisation
from kg.query.potential.wholes import PartOfWhole, Whole

# Three regions: the first holds competency 0, the second 1, the third nothing.
HOLDERS = np.array([[1, 0], [0, 1], [0, 0]])
KNOWN = Specialisation(HOLDERS, np.array([1, 1, 1]), HOLDERS.sum(axis=0), 3)
SEATS = np.array([0, 1, 2, UNKNOWN], dtype=np.int32)


def whole(*parties: int, parts: tuple[tuple[int, ...], ...] = ((0,), (1,))) -> Whole:
    found = tuple(PartOfWhole(str(each), each) for each in parts)
    return Whole(Kind.CHAIN, "c", "chain", found, np.array(parties, dtype=np.int64))


def test_a_region_is_completed_by_who_holds_what_it_lacks() -> None:
    covered = wants([whole(0)], SEATS, KNOWN).covered()
    assert covered[0, 1] > 0
    assert covered[0, 2] == 0
    assert covered[0, 0] == 0


def test_who_takes_part_in_nothing_wants_nothing() -> None:
    covered = wants([whole(0)], SEATS, KNOWN).covered()
    assert covered[2].tolist() == [0, 0, 0]


def test_who_is_nowhere_brings_no_region_in() -> None:
    assert not wants([whole(3)], SEATS, KNOWN).weights.any()


def test_of_several_competencies_that_would_do_the_one_that_is_there_counts() -> None:
    either = wants([whole(0, parts=((0, 1),))], SEATS, KNOWN)
    alone = wants([whole(0, parts=((0,),))], SEATS, KNOWN)
    assert either.lacked[0, 0] == alone.lacked[0, 0]
    assert either.supplies[1, 0] > alone.supplies[1, 0]


def test_without_wholes_there_is_nothing_to_divide_by() -> None:
    assert not wants([], SEATS, KNOWN).covered().any()


def test_who_gives_nothing_is_no_partner_whatever_it_would_get() -> None:
    covered = np.array([[0.0, 0.0], [0.8, 0.0]])
    assert scores(covered).tolist() == [[0, 0], [GAIN_WEIGHT * 0.8, 0]]


def test_what_comes_back_counts_less() -> None:
    covered = np.array([[0.0, 0.4], [0.2, 0.0]])
    assert np.isclose(scores(covered)[0, 1], GAIN_WEIGHT * 0.4 + RETURN_WEIGHT * 0.2)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 1)), max_size=6))
def test_shares_are_shares_and_reasons_sum_to_them(chosen: list[tuple[int, int]]) -> None:
    asked = wants([whole(party, parts=((part,),)) for party, part in chosen], SEATS, KNOWN)
    covered = asked.covered()
    assert ((covered >= 0) & (covered <= 1)).all()
    for first in range(3):
        for second in range(3):
            if first != second:
                assert np.isclose(asked.contributions(first, second).sum(), covered[first, second])
