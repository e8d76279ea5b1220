"""Parameters are read as JSON or text, and refused where no engine can take them."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError, UsageError
from kg.query.console_parameters import MOST_CHARACTERS, check_parameters, read_parameters


def test_a_value_is_json_where_it_can_be_and_a_text_where_not() -> None:
    given_ = ["a=1", "b=DE", 'c=["x", null]', "d=", "e=x=y", 'f="1"']
    expected = {"a": 1, "b": "DE", "c": ["x", None], "d": "", "e": "x=y", "f": "1"}
    assert read_parameters(given_) == expected


@pytest.mark.parametrize("item", ["a", "=1", "a b=1", "1=2", "ä=1", "a-b=1"])
def test_what_is_no_name_and_value_is_refused(item: str) -> None:
    with pytest.raises(UsageError, match="is not name=value"):
        read_parameters([item])


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (2**63, "more than 64 bits"),
        ([-(2**63) - 1], "more than 64 bits"),
        ({"a": "\ud800"}, "is no UTF-8"),
        ({"\udcff": 1}, "is no UTF-8"),
        ("x" * MOST_CHARACTERS, "characters, more than"),
    ],
)
def test_what_no_engine_takes_is_refused(value: object, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        check_parameters({"p": value})


def test_lists_within_lists_have_an_end() -> None:
    deep = "[" * 900 + "]" * 900
    with pytest.raises(InputError, match="lists within each other"):
        check_parameters(read_parameters([f"p={deep}"]))


@given(st.text(max_size=40))
def test_whatever_is_given_is_taken_or_refused(value: str) -> None:
    with suppress(InputError):
        check_parameters(read_parameters([f"p={value}"]))
