"""Literals are read as the value that they were made of."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ontology.schema import Datatype
from kg.query.export.terms import literal

XSD = "http://www.w3.org/2001/XMLSchema#"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_decimal_is_the_same_number_and_has_no_exponent(number: float) -> None:
    made = literal(Datatype.DECIMAL, number)
    assert float(made.value) == number
    assert "e" not in made.value.lower()
    assert made.datatype.value == f"{XSD}decimal"


@pytest.mark.parametrize(
    ("datatype", "value", "form"),
    [
        (Datatype.STRING, "Zoë", "Zoë"),
        (Datatype.INTEGER, 12, "12"),
        (Datatype.DECIMAL, 12, "12"),
        (Datatype.BOOLEAN, True, "true"),
        (Datatype.BOOLEAN, False, "false"),
        (Datatype.DATE, dt.date(2026, 3, 1), "2026-03-01"),
        (
            Datatype.DATE_TIME,
            dt.datetime(2026, 3, 1, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=1))),
            "2026-03-01T08:30:00Z",
        ),
    ],
)
def test_a_value_has_the_form_of_its_datatype(
    datatype: Datatype, value: bool | float | str | dt.date, form: str
) -> None:
    made = literal(datatype, value)
    assert (made.value, made.datatype.value) == (form, f"{XSD}{datatype.value}")
