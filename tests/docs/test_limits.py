"""The limits that the page on loads names are those of the code."""

import pytest

from kg.ingest.limits import LONGEST_CELL, LONGEST_KEPT, LONGEST_KEY, LONGEST_ROW
from kg.ingest.text_lines import LONGEST_LINE
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "ingest.md").read_text("utf-8")


@pytest.mark.parametrize(
    "phrase",
    [
        f"a cell has at most {LONGEST_CELL:,} characters, a row {LONGEST_ROW:,}",
        f"a key or an indexed value such as a name {LONGEST_KEY:,}",
        f"the first {LONGEST_KEPT:,} characters",
        f"more than {LONGEST_LINE:,} characters",
    ],
)
def test_a_limit_is_the_code_s(phrase: str) -> None:
    assert phrase in PAGE
