"""By what a person is known again: the contact's id, e-mail addresses and phone numbers.

What is kept of them is a keyed digest each, so these are brought into one spelling first.
"""

import re
from collections.abc import Iterator, Mapping

from kg.ingest.clean import clean_text
from kg.ingest.read_csv import RawRow
from kg.ingest.table import Table
from kg.model import Rejection, SourceRecord

CONTACT = "Contact"
EMAIL, PHONE = "email", "phone"
SEALED = "sealed"
# Shorter ones are extensions, which many have.
SHORTEST_PHONE = 6
# Where a line that is no row may be parted, and where its values may be.
_CELLS = re.compile(r"[,;|\t\r\n\"\[\]{}]+")
_WORDS = re.compile(r"[\s,;|\"'<>()\[\]{}]+")

Known = tuple[str, str]


def known_by(private: Mapping[str, str]) -> Iterator[Known]:
    """What tells a person from others among private values: names do not."""
    email = clean_text(private.get(EMAIL, "")).casefold()
    if "@" in email:
        yield EMAIL, email
    phone = plain_phone(private.get(PHONE, ""))
    if len(phone) >= SHORTEST_PHONE:
        yield PHONE, phone


def plain_phone(text: str) -> str:
    """The digits of a number: `+44 (0)114 496-0000` and `0044 114 4960000` are one."""
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    return digits.removeprefix("00")


def known_in(source: str, text: str) -> Iterator[Known]:
    """All that might be an id, an address or a number in a text that could not be read."""
    parts = dict.fromkeys((*_CELLS.split(text), *_WORDS.split(text)))
    for part in filter(None, map(str.strip, parts)):
        yield CONTACT, f"{source}:{part}"
        yield CONTACT, part.removeprefix(f"{CONTACT}/")
        yield from known_by({EMAIL: part, PHONE: part})


def may_state_people(table: Table) -> bool:
    """Whether rows of a table may be about a person."""
    return table.sealed == CONTACT or table.retired_column is not None


def contact_ids(source: str, table: Table, values: Mapping[str, str]) -> list[str]:
    """The ids of the contacts that a row is about, or relates to something."""
    cells = [clean_text(values.get(column, "")) for column in table.key]
    if table.sealed == CONTACT:
        return [f"{source}:{'|'.join(cells)}"]
    prefix = f"{CONTACT}/"
    return [cell.removeprefix(prefix) for cell in cells if cell.startswith(prefix)]


def of_row(source: str, table: Table, row: RawRow) -> Iterator[Known]:
    """By what a person is known whom a row is about."""
    ids = contact_ids(source, table, row.values)
    yield from ((CONTACT, id_) for id_ in ids)
    if ids:
        yield from known_by(row.private or {})


def of_rejection(source: str, table: Table, rejection: Rejection) -> Iterator[Known]:
    """By what a person might be known in what is no row."""
    yield from ((CONTACT, id_) for id_ in contact_ids(source, table, rejection.cells))
    for text in (rejection.value, *rejection.cells.values()):
        yield from known_in(source, text)


def of_record(table: Table, record: SourceRecord) -> list[str]:
    """The ids of the contacts that a record is about."""
    return contact_ids(record.source, table, record.values)
