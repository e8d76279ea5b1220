"""Keys in a load: each one once, none of them empty."""

from pathlib import Path

import pytest

from kg.ingest import load as module
from kg.model import LoadReport, NodeRef
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import load, load_folder, load_members, member, offer, write_csv

ACME = NodeRef("Organisation", "members:acme")
SKOS = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"


@pytest.fixture
def ledger() -> FakeLedger:
    return FakeLedger()


def concepts(folder: Path, body: str) -> None:
    """A package of one member and these concepts."""
    write_csv(folder / "organisations.csv", [member("acme")])
    (folder / "competencies.ttl").write_text(SKOS + body)


def test_a_key_that_stands_twice_with_the_same_values_is_unchanged(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    outcome = load_members(ledger, tmp_path, member("acme"), member("acme"))
    assert outcome.report == LoadReport(written=1, unchanged=1)


def test_a_key_that_stands_twice_with_other_values_is_rejected(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    outcome = load_members(ledger, tmp_path, member("acme", "One"), member("acme", "Two"))
    assert outcome.report == LoadReport(written=1, rejected=1)
    (rejection,) = outcome.rejections
    assert (rejection.line, rejection.column, rejection.value) == (3, "id", "acme")
    assert rejection.rule == "must be unique; line 2 has the same key and other values"
    assert ledger.nodes[ACME].properties["name"] == "One"


def test_a_key_stands_twice_across_chunks_too(
    ledger: FakeLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CHUNK_ROWS", 1)
    rows = [member("acme", "One"), member("beta"), member("acme", "Two")]
    outcome = load_members(ledger, tmp_path, *rows)
    assert outcome.report == LoadReport(written=2, rejected=1)
    assert len(ledger.batches) == 2


def test_a_double_of_a_rejected_row_is_rejected_too(ledger: FakeLedger, tmp_path: Path) -> None:
    rows = [member("acme", country="x"), member("acme", country="x")]
    outcome = load_members(ledger, tmp_path, *rows)
    assert outcome.report == LoadReport(rejected=2)
    assert outcome.rejections[1].rule == "repeats line 2, which was rejected"


def test_a_double_of_a_row_that_refers_to_nothing_is_rejected_too(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    double = [offer("c", "nobody"), offer("c", "nobody")]
    tables = {"organisations": [member("acme")], "capabilities": double}
    outcome = load(ledger, tmp_path, tables)
    assert outcome.report == LoadReport(written=1, rejected=2)


def test_each_empty_key_is_rejected_as_empty(ledger: FakeLedger, tmp_path: Path) -> None:
    outcome = load_members(ledger, tmp_path, member("", "A"), member(" ", "B"))
    assert [(r.line, r.column, r.rule) for r in outcome.rejections] == [
        (2, "id", "must not be empty"),
        (3, "id", "must not be empty"),
    ]
    assert ledger.nodes == {}


@pytest.mark.parametrize("key", ["\u200b", "_x000D_"])
def test_a_key_that_is_empty_once_it_is_cleaned_is_rejected(
    ledger: FakeLedger, tmp_path: Path, key: str
) -> None:
    assert load_members(ledger, tmp_path, member(key)).report == LoadReport(rejected=1)


def test_concepts_of_one_slug_in_two_vocabularies_do_not_break_the_load(
    ledger: FakeLedger, tmp_path: Path
) -> None:
    one = "<http://a/m> a skos:Concept ; skos:prefLabel 'm'@en .\n"
    concepts(tmp_path, one + one.replace("//a/", "//b/"))
    assert load_folder(ledger, tmp_path).report.read == 3


def test_rejected_concepts_on_one_line_are_all_counted(ledger: FakeLedger, tmp_path: Path) -> None:
    concepts(tmp_path, " ".join(f"<http://x/{c}> a skos:Concept ." for c in "abc"))
    assert load_folder(ledger, tmp_path).report == LoadReport(written=1, rejected=3)
