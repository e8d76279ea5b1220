"""The limits that the pages on loads and on RDF name are those of the code."""

import pytest

from kg.ingest.limits import LONGEST_CELL, LONGEST_KEPT, LONGEST_KEY, LONGEST_ROW
from kg.ingest.no_table import ROWS_JUDGED
from kg.ingest.rdf.limits import (
    DEEPEST,
    LARGEST_FILE,
    LARGEST_JSON,
    LARGEST_PACKED,
    LONGEST_IRI,
    LONGEST_TOKEN,
    MOST_STATEMENTS,
)
from kg.ingest.text_lines import LONGEST_LINE, MOST_LINES
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "ingest.md").read_text("utf-8")
RDF_PAGE = (ROOT / "docs" / "rdf.md").read_text("utf-8")


@pytest.mark.parametrize(
    "phrase",
    [
        f"a cell has at most {LONGEST_CELL:,} characters, a row {LONGEST_ROW:,}",
        f"a key or an indexed value such as a name {LONGEST_KEY:,}",
        f"the first {LONGEST_KEPT:,} characters",
        f"more than {LONGEST_LINE:,} characters",
        f"at most {MOST_LINES:,} lines",
        f"of {ROWS_JUDGED:,} rows one after the other",
    ],
)
def test_a_limit_is_the_code_s(phrase: str) -> None:
    assert phrase in PAGE


@pytest.mark.parametrize(
    "phrase",
    [
        f"deeper than {DEEPEST}, texts of more than {LONGEST_TOKEN:,} bytes",
        f"IRIs of more than {LONGEST_IRI:,} characters",
        f"{MOST_STATEMENTS:,} statements, or {LARGEST_FILE:,} bytes (JSON-LD: {LARGEST_JSON:,})",
        f"has at most {LARGEST_PACKED:,} bytes",
    ],
)
def test_a_limit_of_rdf_is_the_code_s(phrase: str) -> None:
    assert phrase in RDF_PAGE
