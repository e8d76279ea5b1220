"""Rows as CSV: nothing that a spreadsheet would run."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from kg.ingest.quarantine.export import FORMULA_SIGNS, harmless, write_csv
from kg.ingest.quarantine.store import Quarantine, Wanted
from tests.factories import fault, kept_out

HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1+1")


def test_no_cell_begins_as_a_formula() -> None:
    store = Quarantine()
    faults = tuple(fault(text, text, rule=text) for text in HOSTILE)
    row = kept_out("x", "=key", file="=file.csv", cells={"a": "=b"}, faults=faults)
    store.begin("demo").keep([row], None)
    out = io.StringIO()
    write_csv(out, store.entries(Wanted()))
    store.close()
    head, *lines = csv.reader(io.StringIO(out.getvalue(), newline=""))
    assert (head[0], len(lines)) == ("id", len(HOSTILE))
    assert not any(cell.lstrip(" ").startswith(FORMULA_SIGNS) for line in lines for cell in line)
    assert [line[head.index("value")] for line in lines] == [f"'{text}" for text in HOSTILE]


@given(st.text())
def test_a_cell_is_kept_but_for_an_apostrophe(text: str) -> None:
    assert harmless(text) in (text, f"'{text}")
    assert not harmless(text).lstrip(" ").startswith(FORMULA_SIGNS)
