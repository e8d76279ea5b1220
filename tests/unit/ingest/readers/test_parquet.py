"""Parquet gives the texts that the contract reads; rows count from 1."""

import datetime as dt
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from kg.errors import InputError
from tests.unit.ingest.readers.reading import firm, opened, rejected, rows_of, written

A = {"id": "a", "kind": "Firm", "name": "Zoë"}


def parquet(folder: Path, *rows: dict[str, object]) -> Path:
    pl.DataFrame(rows).write_parquet(folder / "f.parquet")
    return folder / "f.parquet"


def test_values_become_texts(tmp_path: Path) -> None:
    row = {
        "employees": 12.0,
        "foundedIn": dt.date(2026, 12, 1),
        "alternativeName": ["B", "C"],
        "website": True,
        "city": None,
        "postalCode": Decimal("1.50"),
    }
    file = parquet(tmp_path, {**A, **row}, {**A, "id": "b"})
    assert rows_of(file) == [
        firm(
            1,
            "a",
            "Zoë",
            employees="12",
            foundedIn="2026-12-01",
            alternativeName="B | C",
            website="true",
            postalCode="1.50",
        ),
        firm(2, "b", "Zoë"),
    ]


def test_a_value_that_is_no_number_rejects_its_row_alone(tmp_path: Path) -> None:
    bad, good = rows_of(
        parquet(tmp_path, {**A, "employees": float("nan")}, {**A, "employees": 1.0})
    )
    assert (rejected(bad).cell, rejected(bad).value) == ("employees", "nan")
    assert rejected(bad).cells["id"] == "a"
    assert good == firm(2, "a", "Zoë", employees="1")


def test_many_rows_are_read_to_the_end(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [{**A, "id": f"r{n}"} for n in range(12_000)]
    assert rows_of(parquet(tmp_path, *rows)) == [firm(n + 1, f"r{n}", "Zoë") for n in range(12_000)]


def test_a_column_of_structures_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="the column 'name' of type Struct"):
        opened(parquet(tmp_path, {**A, "name": {"first": "Z"}}))


def test_what_is_no_parquet_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        opened(written(tmp_path / "f.parquet", b"PAR1 and no more"))
