"""A mapping file that cannot be used is refused with the place."""

from pathlib import Path

import pytest

from kg.errors import InputError
from kg.ingest.mapping.apply import AppliedMapping
from kg.ingest.mapping.model import read_mapping
from tests.unit.ingest.packages import MEMBERS
from tests.unit.ingest.readers.reading import written

TABLE = "tables:\n  organisations:\n    columns:\n      "


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("table: {}", "mapping.yaml, tables: Field required"),
        ("tables: {}\nmore: 1", "more: is not known; known: tables"),
        (
            "tables:\n  organisations:\n    fil: x",
            "tables.organisations.fil: is not known; known: f",
        ),
        ("tables:\n  organisations:\n    sheet: x", "tables.organisations: a sheet needs its file"),
        (TABLE + "name: {form: A}", "tables.organisations.columns.name.form: is not known"),
        (TABLE + "name: {}", "tables.organisations.columns.name: needs one of from and value"),
        (TABLE + "name: {from: A, value: B}", "needs one of from and value"),
        (
            TABLE + "employees: {from: A, factor: x}",
            "tables.organisations.columns.employees.factor",
        ),
        (TABLE + "employees: {from: A, factor: 0}", "factor must not be 0"),
        (TABLE + "foundedIn: {from: A, date: '%d.%Q'}", "date must be a format such as %d.%m.%Y"),
        (TABLE + "firm: A", "tables.organisations.columns.firm: there is no column 'firm'"),
        (
            "tables:\n  organisation: {}",
            "there is no table 'organisation'; next step: did you mean",
        ),
        (TABLE + "name: A\n      name: B", "line 5 cannot be read (a key twice)"),
        ("tables: &a {}\nmore: *a", "cannot be read (an alias)"),
        ("tables: [", "line 1 cannot be read"),
        ("tables: !!python/object:os.system {}", "mapping.yaml"),
        ("[" * 100_000, "nests too deep"),
        ("x" * 1_000_001, "larger than 1,000,000 bytes"),
        (b"tables: \xff", "is not UTF-8"),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, text: str | bytes, place: str) -> None:
    path = written(tmp_path / "mapping.yaml", text)
    if text == "tables: !!python/object:os.system {}":
        assert read_mapping(path).tables == {}
        return
    with pytest.raises(InputError) as refusal:
        AppliedMapping(path, read_mapping(path), MEMBERS)
    assert place in str(refusal.value)
    assert "; next step: " in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_values_are_texts_as_they_stand(tmp_path: Path) -> None:
    text = TABLE + "country: {from: Land, codes: {no: NO, 049: DE}}"
    rule = read_mapping(written(tmp_path / "m.yaml", text)).tables["organisations"]
    assert rule.columns["country"].codes == {"no": "NO", "049": "DE"}
