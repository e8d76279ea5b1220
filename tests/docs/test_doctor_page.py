"""The page on kg doctor names every check with its question, and the numbers of the code."""

import pytest

from kg.doctor.examine import CHECKS
from kg.doctor.home import LEAST_SPACE, MEGABYTE
from kg.embed.vector_check import SAMPLE
from tests.docs.pages import ROOT

PAGE = (ROOT / "docs" / "doctor.md").read_text("utf-8")


def test_the_table_is_that_of_the_checks() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| `") and line.endswith("? |")]
    assert rows == [f"| `{check.name}` | {check.question} |" for check in CHECKS]


@pytest.mark.parametrize(
    "phrase",
    [
        f"Less than {LEAST_SPACE // MEGABYTE} MB of free space",
        f"all are looked at up to {SAMPLE:,}",
    ],
)
def test_a_number_of_the_checks_is_the_code_s(phrase: str) -> None:
    assert phrase in PAGE
