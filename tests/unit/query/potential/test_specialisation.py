"""What regions are specialised in: quotients of few organisations are drawn towards the average."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.query.potential.specialisation import AVERAGE_ORGANISATIONS, Specialisation


def known(*rows: tuple[int, ...], sizes: tuple[int, ...]) -> Specialisation:
    holders = np.array(rows, dtype=np.int64)
    return Specialisation(holders, np.array(sizes, dtype=np.int64), holders.sum(axis=0), sum(sizes))


def test_a_region_of_the_average_mix_has_the_quotient_one() -> None:
    assert np.allclose(known((2, 1), (4, 2), sizes=(10, 20)).quotients(), 1)


def test_one_of_one_says_less_than_half_of_many() -> None:
    quotient = known((1, 0), (20, 20), sizes=(1, 40)).quotients()[0, 0]
    assert 1 < quotient < 1 / (21 / 41)


def test_the_quotient_is_the_mean_with_so_many_of_the_average() -> None:
    [[quotient, _], _] = known((3, 0), (1, 9), sizes=(3, 9)).quotients()
    share = 4 / 12
    mixed = (3 + AVERAGE_ORGANISATIONS * share) / (3 + AVERAGE_ORGANISATIONS)
    assert np.isclose(quotient, mixed / share)


def test_what_nobody_holds_is_nobodys_speciality_and_divides_by_nothing() -> None:
    found = known((0, 1), (0, 1), sizes=(1, 1))
    assert found.quotients()[:, 0].tolist() == [0, 0]
    assert found.supply()[:, 0].tolist() == [0, 0]
    assert found.lack()[:, 0].tolist() == [1, 1]


def test_a_region_without_organisations_is_average_and_supplies_nothing() -> None:
    found = known((0, 0), (1, 2), sizes=(0, 3))
    assert np.allclose(found.quotients()[0], 1)
    assert found.supply()[0].tolist() == [0, 0]


@given(st.integers(0, 30), st.integers(1, 30), st.integers(1, 60))
def test_a_further_holder_never_lowers_supply_nor_raises_lack(
    own: int, others: int, size: int
) -> None:
    size = max(size, own + 1)
    before = known((own,), (others,), sizes=(size, 40))
    after = known((own + 1,), (others,), sizes=(size, 40))
    assert after.supply()[0, 0] >= before.supply()[0, 0]
    assert after.lack()[0, 0] <= before.lack()[0, 0]
    assert 0 <= after.supply()[0, 0] <= 1
