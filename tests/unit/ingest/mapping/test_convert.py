"""Foreign values become those of the contract, or are refused with the key of their rule."""

import pytest

from kg.ingest.mapping.convert import NoValueError, convert
from kg.ingest.mapping.model import ColumnRule


def rule(**keys: object) -> ColumnRule:
    return ColumnRule.model_validate({"from": "x", **keys})


@pytest.mark.parametrize(
    ("keys", "text", "expected"),
    [
        ({}, " A ", "A"),
        ({}, "", ""),
        ({"prefix": "k-"}, "7", "k-7"),
        ({"prefix": "k-"}, "", ""),
        ({"codes": {"klein": "small"}}, "klein", "small"),
        ({"separator": ";"}, "a; b;;c", "a | b | c"),
        ({"separator": ",", "codes": {"a": "x"}, "prefix": "p"}, "a,a", "px | px"),
        ({"date": "%d.%m.%Y"}, "01.12.2026", "2026-12-01"),
        ({"date": "%d.%m.%Y"}, "2026-12-01", "2026-12-01"),
        ({"factor": "1000"}, "12.5", "12500"),
        ({"factor": "0.001"}, "1,500", "1.5"),
        ({"factor": "1000"}, "1e3", "1000000"),
        ({"decimal": ","}, "1.234,50", "1234.50"),
        ({"decimal": ","}, "-1 234", "-1234"),
        ({"decimal": ",", "factor": "1000"}, "0,5", "500"),
    ],
)
def test_a_value_is_turned_into_ours(keys: dict[str, object], text: str, expected: str) -> None:
    assert convert(rule(**keys), text) == expected


def test_a_constant_needs_no_column() -> None:
    assert convert(ColumnRule.model_validate({"value": "Firm"}), "") == "Firm"


def test_numbers_of_a_typed_file_have_a_point() -> None:
    assert convert(rule(decimal=","), "12.5", is_typed=True) == "12.5"
    assert convert(rule(decimal=","), "1.234,5", is_typed=True) == "1234.5"
    with pytest.raises(NoValueError, match="point may part thousands"):
        convert(rule(decimal=","), "1.234", is_typed=True)


@pytest.mark.parametrize(
    ("keys", "text", "key"),
    [
        ({"codes": {"klein": "small"}}, "groß", "codes"),
        ({"date": "%d.%m.%Y"}, "31.02.2026", "date"),
        ({"decimal": ","}, "1.2", "decimal"),
        ({"decimal": ","}, "1,2,3", "decimal"),
        ({"factor": "1000"}, "many", "factor"),
        ({"separator": ";"}, "a|b;c", "separator"),
    ],
)
def test_a_value_that_is_not_covered_is_refused(
    keys: dict[str, object], text: str, key: str
) -> None:
    with pytest.raises(NoValueError) as refusal:
        convert(rule(**keys), text)
    assert refusal.value.key == key
