"""Files that are attacks are refused in one sentence, in seconds per megabyte and 256 MB."""

from pathlib import Path

import pytest

from tests.unit.ingest.readers.attacks import PASSED, REFUSED, ROWS
from tests.unit.ingest.readers.limited import Outcome, read_limited
from tests.unit.ingest.readers.workbooks import xlsx

MEGABYTE = 1 << 20
MEMORY = 256
# A file beyond this size is as large as it is only on paper.
LARGEST = 5


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """What it takes to read next to nothing, which is mostly to load the parsers."""
    book = xlsx(tmp_path_factory.mktemp("fine") / "organisations.xlsx", {"organisations": ROWS})
    outcome = read_limited(book)
    assert outcome is not None
    assert (outcome.rows, outcome.rejected, outcome.error) == (1, 0, "")
    return outcome


def outcome_of(path: Path, harmless: Outcome) -> Outcome:
    outcome = read_limited(path)
    assert outcome is not None, "the process was killed"
    size = min(path.stat().st_size / MEGABYTE, LARGEST)
    # A process is started once to look for sheets, and twice to read a large table.
    assert outcome.seconds < 1 + size + 2 * harmless.seconds
    assert outcome.memory < MEMORY + harmless.memory
    return outcome


@pytest.mark.parametrize("name", REFUSED)
def test_an_attack_is_refused(name: str, tmp_path: Path, harmless: Outcome) -> None:
    reason, make = REFUSED[name]
    path = make(tmp_path)
    outcome = outcome_of(path, harmless)
    assert reason in outcome.error
    assert str(path.name) in outcome.error
    assert "; next step: " in outcome.error
    assert "\n" not in outcome.error
    assert len(outcome.error) < 600


@pytest.mark.parametrize("name", PASSED)
def test_what_only_looks_large_is_read(name: str, tmp_path: Path, harmless: Outcome) -> None:
    expected, make = PASSED[name]
    outcome = outcome_of(make(tmp_path), harmless)
    assert (outcome.rows, outcome.rejected, outcome.error) == (*expected, "")
