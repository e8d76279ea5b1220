"""Units of a quantity in four languages are one."""

import pytest

from kg.query.units import same_unit


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pieces", "Stück"), ("szt", "pcs."), ("off", "pièces"), ("t", "tonnes"), ("ton", "Tonnen"),
        ("litres", "l"), ("Machine hours", "machine hour"), ("porcji", "portions"),
    ],
)  # fmt: skip
def test_units_are_one_in_any_language_and_number(one: str, other: str) -> None:
    assert same_unit(one, other)
    assert same_unit(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("pieces", "sets"), ("t", "kg"), (None, "t"), ("t", None), (None, None)]
)
def test_other_units_are_not_compared(one: str | None, other: str | None) -> None:
    assert not same_unit(one, other)
