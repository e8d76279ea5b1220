"""Private cells never reach a record, and are checked all the same."""

from pathlib import Path

from kg.ingest.load import LoadOutcome
from tests.factories import SEALER
from tests.unit.ingest.fake_ledger import FakeLedger
from tests.unit.ingest.packages import load, load_folder, member, write_csv

ANNA = {
    "id": "c1", "organisation": "acme", "name": "Anna Probe", "email": "anna@acme.example",
    "consentOn": "2026-01-01",
}  # fmt: skip


def load_contact(ledger: FakeLedger, folder: Path, **changes: str) -> LoadOutcome:
    return load(
        ledger, folder, {"organisations": [member("acme")], "contacts": [{**ANNA, **changes}]}
    )


def stored(ledger: FakeLedger) -> str:
    return repr(ledger.__dict__)


def test_no_private_value_is_in_a_record_or_a_node(tmp_path: Path) -> None:
    ledger = FakeLedger()
    assert load_contact(ledger, tmp_path).report.rejected == 0
    assert "Anna" not in stored(ledger)
    assert "anna@" not in stored(ledger)
    assert "sealed" in stored(ledger)


def test_sealed_values_open_again_for_their_node_only() -> None:
    sealed = SEALER.seal({"name": "Anna Probe"}, "demo:c1")
    assert SEALER.open(sealed, "demo:c1") == {"name": "Anna Probe"}
    assert SEALER.seal({"name": "Anna Probe"}, "demo:c2") != sealed


def test_the_same_contact_again_changes_nothing(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load_contact(ledger, tmp_path)
    again = load_contact(ledger, tmp_path, email="  anna@acme.example ")
    assert (again.report.written, again.report.unchanged) == (0, 2)


def test_a_changed_private_value_is_written(tmp_path: Path) -> None:
    ledger = FakeLedger()
    load_contact(ledger, tmp_path)
    assert load_contact(ledger, tmp_path, email="a@acme.example").report.written == 1


def test_a_private_value_that_breaks_its_rule_is_refused_by_name(tmp_path: Path) -> None:
    outcome = load_contact(FakeLedger(), tmp_path, email="nobody", name="")
    assert sorted((r.column, r.rule) for r in outcome.rejections) == [
        ("email", "must be an e-mail address such as sales@firm.example"),
        ("name", "must not be empty"),
    ]


def test_of_a_row_that_has_not_its_cells_nothing_stays_readable(tmp_path: Path) -> None:
    contacts = write_csv(tmp_path / "contacts.csv", [ANNA])
    contacts.write_text(contacts.read_text() + "c2,acme,Berta Geheim\n")
    write_csv(tmp_path / "organisations.csv", [member("acme")])
    (rejection,) = load_folder(FakeLedger(), tmp_path).rejections
    assert (rejection.line, rejection.column, rejection.value) == (3, "(row)", "(sealed)")
    assert "Berta" not in repr(rejection)
    opened = SEALER.open(rejection.cells["sealed"], "members:contacts.csv")
    assert opened == {"(row)": "c2,acme,Berta Geheim"}
