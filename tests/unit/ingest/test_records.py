"""Rows as records, and what becomes of a key that comes twice."""

from pathlib import Path

import pytest

from kg.graph.batch import CurrentRecord
from kg.ingest.files import FoundFile
from kg.ingest.keys import Keys
from kg.ingest.read_csv import RawRow
from kg.ingest.records import RefusedRow, SentRow
from kg.ingest.sources.cordis import cordis_format
from kg.ingest.sources.members import members_format
from kg.ingest.sources.nuts import nuts_format
from kg.ingest.table import Table
from kg.ontology.rdf import load_schema

MEMBERS = members_format(load_schema()).tables[0]
PARTICIPATIONS = cordis_format().tables[2]
CHANGES = nuts_format().tables[1]


def sent(line: int = 2, table: Table = MEMBERS, **values: str) -> SentRow:
    (row,) = SentRow.read("demo", FoundFile(table, Path("f.csv")), [RawRow(line, values)])
    return row


def judged(first: SentRow, *repeated: SentRow, refused: bool = False) -> tuple[int, list[str]]:
    """How many rows count as unchanged after a first one, and the rules of those kept out."""
    keys = Keys()
    assert keys.divide([first]) == ([first], [])
    if refused:
        keys.refuse([first.record.slot])
    assert keys.divide(repeated) == ([], list(repeated))
    again, kept_out = keys.judge(repeated)
    return again, [rejection.rule for row in kept_out for rejection in row.rejections]


def test_a_record_is_known_by_source_table_and_all_key_cells() -> None:
    record = sent(7, PARTICIPATIONS, rcn=" 1", pic="9").record
    assert (record.slot, record.row) == ("demo/cordis.participation/1|9", 7)


def test_a_record_is_the_same_while_its_values_are() -> None:
    row, hash_ = sent(id="a", name="A"), sent(9, name="A", id="a").record.hash
    assert row.is_same(CurrentRecord("x", hash_))
    assert not row.is_same(CurrentRecord("x", sent(id="a", name="B").record.hash))
    assert not row.is_same(None)


def test_every_empty_key_cell_is_told() -> None:
    empty = sent(3, PARTICIPATIONS, rcn="NA", pic=" ").broken_keys
    assert [(e.line, e.column, e.value, e.rule) for e in empty] == [
        (3, "rcn", "NA", "must not be empty"),
        (3, "pic", "", "must not be empty"),
    ]


def test_a_key_that_no_index_takes_is_told() -> None:
    (broken,) = sent(3, PARTICIPATIONS, rcn="1" * 500, pic="2" * 500).broken_keys
    assert (broken.line, broken.column) == (3, "pic")
    assert broken.rule == "must have at most 1,000 characters"
    assert sent(3, PARTICIPATIONS, rcn="1" * 500, pic="2" * 499).broken_keys == ()


def test_a_table_without_a_key_of_its_own_may_have_empty_key_cells() -> None:
    assert sent(table=CHANGES, code_1999="FR91").broken_keys == ()


def test_rows_without_a_key_repeat_nobody() -> None:
    rows = [sent(2, name="A"), sent(3, name="A")]
    assert Keys().divide(rows) == (rows, [])


def test_a_key_is_repeated_within_a_chunk_and_across_chunks() -> None:
    keys, rows = Keys(), [sent(line, id=id_) for line, id_ in enumerate("aab", start=2)]
    assert keys.divide(rows) == ([rows[0], rows[2]], [rows[1]])
    assert keys.divide(rows[:1]) == ([], rows[:1])


def test_a_repeat_of_an_accepted_row_counts_as_unchanged() -> None:
    assert judged(sent(2, id="a"), sent(3, id="a"), sent(4, id="a")) == (2, [])


def test_a_repeat_of_a_refused_row_is_refused() -> None:
    rules = ["repeats line 2, which was rejected"]
    assert judged(sent(2, id="a"), sent(3, id="a"), refused=True) == (0, rules)


@pytest.mark.parametrize("refused", [False, True])
def test_a_repeat_with_other_values_is_refused(refused: bool) -> None:
    rules = ["must be unique; line 2 has the same key and other values"]
    other = sent(3, id="a", name="B")
    assert judged(sent(2, id="a", name="A"), other, refused=refused) == (0, rules)


def test_a_refused_repeat_is_told_with_its_record_line_and_key() -> None:
    keys = Keys()
    keys.divide([sent(2, PARTICIPATIONS, rcn="1", pic="9")])
    repeated = sent(5, PARTICIPATIONS, rcn="1", pic="9", role="partner")
    _, (refused,) = keys.judge([repeated])
    assert isinstance(refused, RefusedRow)
    (found,) = refused.rejections
    assert refused.record == repeated.record
    assert (found.file, found.line, found.column, found.value) == ("f.csv", 5, "pic", "1|9")
