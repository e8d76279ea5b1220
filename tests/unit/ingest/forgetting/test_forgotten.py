"""Who is to be left out is known again by id, address and number, whatever their spelling."""

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import InputError, StateError
from kg.graph.sealer import Sealer
from kg.graph.tombstones import Tombstone, united
from kg.ingest.forgetting.forgotten import NOBODY, Forgotten
from kg.ingest.forgetting.marks import CONTACT, known_by, known_in, plain_phone
from kg.ingest.forgetting.tombstone_file import TombstoneFile, read_any
from kg.ingest.read_csv import RawRow
from kg.ingest.sources import all_tables
from kg.model import Rejection
from tests.factories import SEALER
from tests.unit.ingest.packages import SCHEMA

TABLES = all_tables(SCHEMA)
CONTACTS, RDF = TABLES["members.contact"], TABLES["rdf.node"]
DAY = dt.date(2026, 12, 1)
ADA = {"name": "Ada Example", "email": "Ada@Firm.example", "phone": "+44 (0)114 496-0000"}


def tombstone(contact: str = "m:ada", sealer: Sealer = SEALER, **private: str) -> Tombstone:
    marks = tuple(sorted(sealer.mark(kind, text) for kind, text in known_by(private)))
    return Tombstone(sealer.mark(CONTACT, contact), DAY, sealer.key_mark(), marks)


@pytest.fixture
def forgotten() -> Forgotten:
    return Forgotten((tombstone(**ADA),), SEALER)


def row(id_: str, **private: str) -> RawRow:
    return RawRow(2, {"id": id_, "organisation": "a", "sealed": "1.x"}, private)


@pytest.mark.parametrize(
    ("id_", "private", "is_left_out"),
    [
        ("ada", {}, True),
        (" ada ", {}, True),
        ("other", {"email": "ada@firm.EXAMPLE"}, True),
        ("other", {"phone": "0044 114 4960000"}, True),
        ("other", {"phone": "+44 114 496 0001", "email": "bob@firm.example"}, False),
        ("other", {"name": "Ada Example"}, False),
        ("adam", {}, False),
    ],
)
def test_a_row_is_known_again(
    forgotten: Forgotten, id_: str, private: dict[str, str], is_left_out: bool
) -> None:
    assert forgotten.is_row("m", CONTACTS, row(id_, **private)) is is_left_out


def test_a_row_of_another_source_is_known_by_its_address_alone(forgotten: Forgotten) -> None:
    assert not forgotten.is_row("n", CONTACTS, row("ada"))
    assert forgotten.is_row("n", CONTACTS, row("ada", email="ada@firm.example"))


def test_rows_of_rdf_are_known_by_their_node(forgotten: Forgotten) -> None:
    values = {"(node)": "Contact/m:ada", "(class)": "Contact"}
    assert forgotten.is_row("copy", RDF, RawRow(1, values))
    link = {"(start)": "Organisation/m:a", "(type)": "HAS_CONTACT", "(end)": "Contact/m:ada"}
    assert forgotten.is_row("copy", TABLES["rdf.relationship"], RawRow(1, link))
    other = {"(node)": "Organisation/m:ada", "(class)": "Firm"}
    assert not forgotten.is_row("copy", RDF, RawRow(1, other))


@pytest.mark.parametrize(
    "line", ["ada,acme,too few", '"x";"Ada@firm.example";', "x|y|+44 114 4960000|"]
)
def test_a_broken_line_is_known_by_what_stands_in_it(forgotten: Forgotten, line: str) -> None:
    broken = Rejection("contacts.csv", 3, "(row)", line[:5], "is no row", {"(row)": line})
    assert forgotten.is_rejection("m", CONTACTS, broken)
    assert not forgotten.is_rejection("m", TABLES["members.organisation"], broken)


def test_an_address_is_no_word_of_another(forgotten: Forgotten) -> None:
    broken = Rejection("contacts.csv", 3, "(row)", "", "", {"(row)": "x,notada@firm.example,1"})
    assert not forgotten.is_rejection("m", CONTACTS, broken)


def test_without_tombstones_no_key_is_needed() -> None:
    assert not NOBODY.is_row("m", CONTACTS, row("ada"))
    assert not NOBODY.is_contact("m:ada")


def test_tombstones_of_another_key_are_not_passed_over(tmp_path: Path) -> None:
    other = Sealer(tmp_path / "other.key")
    forgotten = Forgotten((tombstone(sealer=other),), SEALER)
    with pytest.raises(StateError, match=r"another seal\.key"):
        forgotten.is_row("m", CONTACTS, row("bob"))
    assert not forgotten.is_row("m", TABLES["members.organisation"], row("bob"))


def test_a_tombstone_tells_nobody_who_it_was() -> None:
    told = str(tombstone(**ADA))
    for secret in ("ada", "Ada", "firm.example", "4960000", "496"):
        assert secret not in told.replace(SEALER.key_mark(), "")


@given(st.text())
def test_numbers_have_one_spelling(text: str) -> None:
    plain = plain_phone(text)
    assert plain_phone(f"+{plain}") == plain_phone(plain)


@given(st.text(), st.emails())
def test_an_address_is_found_in_any_line(before: str, email: str) -> None:
    plain = email.casefold()
    if not set(plain) & set("'|{}"):
        assert ("email", plain) in set(known_in("m", f"{before}, {email} ;x"))


def test_a_list_is_kept_and_united(tmp_path: Path) -> None:
    file = TombstoneFile(tmp_path / "forgotten.json")
    assert file.all() == ()
    first, second = tombstone(email="a@b.example"), tombstone("m:bob")
    file.put([first])
    file.put([*file.all(), second, tombstone(email="c@d.example")])
    assert {t.id for t in file.all()} == {first.id, second.id}
    [both] = [t for t in file.all() if t.id == first.id]
    assert len(both.marks) == 2
    assert (tmp_path / "forgotten.json").stat().st_mode & 0o777 == 0o600
    assert read_any(tmp_path / "forgotten.json") == file.all()


def test_a_damaged_list_is_not_passed_over(tmp_path: Path) -> None:
    place = tmp_path / "forgotten.json"
    for content in ("{", json.dumps({"format": "x", "version": 1, "tombstones": []})):
        place.write_text(content)
        with pytest.raises(StateError, match="no list of forgotten people"):
            TombstoneFile(place).all()
        with pytest.raises(InputError):
            read_any(place)


def test_uniting_does_not_depend_on_the_order() -> None:
    some = [tombstone(email="a@b.example"), tombstone("m:bob"), tombstone(email="c@d.example")]
    assert united(some) == united(reversed(some))
