"""What is free of a capacity, less what is held."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from kg.graph.candidates import Hold
from kg.graph.opportunities import Capacity
from kg.query.team.free import DAYS, Span, free_in, held_in, in_force

UNTIL = dt.date(2027, 1, 15)
PERIODS = st.sampled_from(sorted(DAYS))
AMOUNTS = st.floats(0, 10_000)


def hold(amount: float, unit: str | None = "hours", period: str | None = "week") -> Hold:
    return Hold("h", amount, unit, period, UNTIL, "o2")


WEEKLY = Capacity(100, "hours", "week", 60, None)


def test_what_is_held_is_not_free() -> None:
    assert free_in(Span("week"), WEEKLY, [hold(20)]) == 40


def test_of_a_capacity_without_a_free_part_all_but_what_is_held_is_free() -> None:
    assert free_in(Span("week"), Capacity(100, "hours", "week", None, None), [hold(20)]) == 80


def test_more_held_than_free_leaves_nothing() -> None:
    assert free_in(Span("week"), WEEKLY, [hold(50), hold(50)]) == 0


def test_a_hold_is_compared_across_periods() -> None:
    assert free_in(Span("week"), WEEKLY, [hold(2, period="day")]) == 60 - 14


def test_what_is_held_once_is_taken_from_one_period() -> None:
    assert free_in(Span("week"), WEEKLY, [hold(25, period=None)]) == 35


def test_what_is_asked_for_once_loses_what_is_held_until_then() -> None:
    assert free_in(Span(None, 14), WEEKLY, [hold(20)]) == 80


def test_a_hold_without_a_unit_is_in_that_of_the_capacity() -> None:
    assert free_in(Span("week"), WEEKLY, [hold(20, unit=None)]) == 40


def test_a_hold_in_another_unit_is_told_and_not_subtracted() -> None:
    other = hold(20, unit="pallets")
    assert free_in(Span("week"), WEEKLY, [other]) == 60
    [held] = held_in(Span("week"), WEEKLY, [other])
    assert held.told("hours") == (
        "20 pallets a week held for o2 until 2027-01-15, in another unit and not subtracted"
    )


def test_a_hold_is_told_with_its_opportunity_and_last_day() -> None:
    [held] = held_in(Span("week"), WEEKLY, [hold(20)])
    assert held.told("hours") == "20 hours a week held for o2 until 2027-01-15"


def test_a_hold_stands_until_its_last_day_and_not_against_its_own_opportunity() -> None:
    held = [hold(20)]
    assert in_force(held, UNTIL, None) == held
    assert in_force(held, UNTIL + dt.timedelta(1), None) == []
    assert in_force(held, UNTIL, "o2") == []


@given(PERIODS, PERIODS, AMOUNTS, st.lists(st.tuples(AMOUNTS, PERIODS), max_size=4))
def test_a_hold_never_frees_anything(
    asked: str, stated: str, amount: float, holds: list[tuple[float, str]]
) -> None:
    capacity = Capacity(amount, "hours", stated, None, None)
    held = [hold(each, period=period) for each, period in holds]
    whole, less = free_in(Span(asked), capacity), free_in(Span(asked), capacity, held)
    assert whole is not None
    assert less is not None
    assert 0 <= less <= whole
