"""Files of an earlier version are taken over, and go."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.ingest.quarantine.entry import State
from kg.ingest.quarantine.old_files import take_over
from kg.ingest.quarantine.store import Quarantine, Wanted
from kg.ingest.sources import all_tables
from tests.unit.ingest.packages import SCHEMA, member
from tests.unit.ingest.quarantine.mending import Mending

TABLES = all_tables(SCHEMA)
BAD = member("a", country="Germany")


def said(column: str, cells: dict[str, str], file: str = "organisations.csv") -> str:
    line = {"file": file, "line": 2, "column": column, "value": "x", "rule": "must be y"}
    return json.dumps({**line, "cells": cells}) + "\n"


@pytest.fixture
def quarantine() -> Iterator[Quarantine]:
    store = Quarantine()
    yield store
    store.close()


def test_rows_of_a_file_become_entries_and_the_file_goes(
    tmp_path: Path, quarantine: Quarantine
) -> None:
    file = tmp_path / "my-cluster-20260701T123005000042.jsonl"
    file.write_text(said("country", BAD) + said("name", BAD) + said("id", member("b")))
    assert take_over(tmp_path, quarantine, TABLES) == 2
    first, second = quarantine.entries(Wanted())
    assert (first.source, first.row.table, first.row.key) == (
        "my-cluster",
        "members.organisation",
        "a",
    )
    assert ([f.cell for f in first.row.faults], second.row.key) == (["country", "name"], "b")
    assert list(tmp_path.iterdir()) == []
    assert take_over(tmp_path, quarantine, TABLES) == 0


def test_the_same_row_in_the_next_load_is_the_same_entry(tmp_path: Path) -> None:
    mending = Mending(tmp_path / "data")
    (tmp_path / "members-20260701T123005000042.jsonl").write_text(said("country", BAD))
    take_over(tmp_path, mending.quarantine, TABLES)
    mending.load(organisations=[BAD])
    assert mending.states() == {1: "open"}
    assert mending.entry().times == 2
    assert mending.entry().row.faults[0].suggestions[0].value == "DE"


def test_a_row_of_a_file_that_is_not_known_is_kept_without_its_table(
    tmp_path: Path, quarantine: Quarantine
) -> None:
    (tmp_path / "x-1.jsonl").write_text(said("(row)", {"(row)": "a,b"}, "strange.csv"))
    take_over(tmp_path, quarantine, TABLES)
    [entry] = quarantine.entries(Wanted())
    assert (entry.row.table, entry.row.key, entry.row.is_read) == ("", None, False)


def test_private_values_are_not_taken_over_readable(tmp_path: Path, quarantine: Quarantine) -> None:
    cells = {"id": "p", "organisation": "a", "consentOn": "2025-01-01", "sealed": "1.abc"}
    (tmp_path / "x-1.jsonl").write_text(said("email", cells, "contacts.csv"))
    take_over(tmp_path, quarantine, TABLES)
    [entry] = quarantine.entries(Wanted())
    assert (entry.row.table, entry.row.faults[0].value) == ("members.contact", "(sealed)")


def test_a_damaged_file_stays(tmp_path: Path, quarantine: Quarantine) -> None:
    (tmp_path / "x-1.jsonl").write_text('{"file": "a.csv"\n')
    assert take_over(tmp_path, quarantine, TABLES) == 0
    assert len(list(tmp_path.iterdir())) == 1
    assert quarantine.counts(Wanted(states=tuple(State))).rows == 0


def test_no_folder_is_no_fault(tmp_path: Path, quarantine: Quarantine) -> None:
    assert take_over(tmp_path / "none", quarantine, TABLES) == 0
