"""An account says which row states each value, what lost, and why."""

import datetime as dt
from dataclasses import replace

from kg.ingest.account import account_of
from kg.ingest.facts import Statement
from kg.ingest.precedence import Precedence
from kg.model import Account, LostValue, NodeFact, NodeRef
from kg.ontology.rdf import load_schema
from tests.factories import link, node, record, states

SCHEMA = load_schema()
FIRM = NodeRef("Organisation", "f")


def says(source: str, load: int, *facts: NodeFact, row: int = 2) -> Statement:
    by = replace(record(load=f"{source}-{load}", row=row, id=f"{source}{load}{row}"), source=source)
    return states(by, *facts)


def account(*statements: Statement, **ranks: int) -> Account:
    [found] = account_of(statements, Precedence.of(SCHEMA, ranks), {"LOCATED_IN"})
    return found


def told(lost: LostValue) -> tuple[object, ...]:
    return lost.value, lost.origin.source, lost.won.value, lost.because, lost.reason


def test_a_better_rank_wins_over_a_later_load() -> None:
    north = says("north", 1, node("Organisation", "f", "Firm", city="Leeds"))
    south = says("south", 2, node("Organisation", "f", "Firm", city="York"))
    found = account(north, south, north=2)
    assert [told(lost) for lost in found.lost] == [
        ("York", "south", "Leeds", "rank", "north has rank 2, south no rank")
    ]
    found = account(north, south, north=2, south=1)
    assert [told(lost) for lost in found.lost] == [
        ("Leeds", "north", "York", "rank", "south has rank 1, north rank 2")
    ]


def test_the_day_of_a_value_wins_over_a_later_load() -> None:
    newer = says("north", 1, node("Capability", "c", level=3, recordedOn=dt.date(2026, 5, 1)))
    older = says("south", 2, node("Capability", "c", level=4, recordedOn=dt.date(2025, 5, 1)))
    undated = says("west", 3, node("Capability", "c", level=5))
    reasons = {
        lost.value: (lost.because, lost.reason) for lost in account(newer, older, undated).lost
    }
    assert reasons[4] == ("evidence", "it is of 2026-05-01, this of 2025-05-01")
    assert reasons[5] == ("evidence", "it is of 2026-05-01, this of no day")


def test_a_cost_is_dated_by_its_own_day() -> None:
    one = node("Capability", "c", costAmount=70.0, costOn=dt.date(2026, 1, 1), level=1)
    other = node("Capability", "c", costAmount=80.0, costOn=dt.date(2025, 1, 1), level=2)
    lost = {v.name: v.because for v in account(says("a", 1, one), says("b", 2, other)).lost}
    assert lost == {"costAmount": "evidence", "costOn": "evidence", "level": "recency"}


def test_the_later_of_equals_wins() -> None:
    one = says("north", 1, node("Organisation", "f", city="Leeds"))
    other = says("south", 2, node("Organisation", "f", city="York"))
    [lost] = account(one, other).lost
    assert told(lost) == (
        "Leeds",
        "north",
        "York",
        "recency",
        "the load south-2 is later than north-1",
    )
    rows = (
        says("north", 1, node("Organisation", "f", city=c), row=r) for c, r in (("A", 2), ("B", 3))
    )
    [lost] = account(*rows).lost
    assert lost.reason == "it stands later in the load north-1"


def test_classes_and_seats_may_lose_too() -> None:
    seats = [link("LOCATED_IN", FIRM, NodeRef("Region", code)) for code in ("UKE3", "UKE4")]
    one = says("north", 1, node("Organisation", "f", "Firm"), seats[0])
    other = says("south", 2, node("Organisation", "f", "Association"), seats[1])
    root = says("west", 3, node("Organisation", "f"))
    found = account(one, other, root)
    assert {lost.name: (lost.value, lost.won.value) for lost in found.lost} == {
        "class": ("Firm", "Association"),
        "LOCATED_IN": ("UKE3", "UKE4"),
    }


def test_values_that_are_united_do_not_lose_and_each_names_its_row() -> None:
    one = says("north", 1, node("Organisation", "f", alternativeName=("A", "B")))
    other = says("south", 2, node("Organisation", "f", alternativeName=("B", "C")))
    found = account(one, other)
    assert found.lost == ()
    assert [(f.value, f.origin.source) for f in found.facts] == [
        ("A", "north"), ("B", "north"), ("C", "south"),
    ]  # fmt: skip


def test_a_source_that_says_the_same_twice_is_told_once() -> None:
    old = [says("north", n, node("Organisation", "f", city="Leeds"), row=n) for n in (1, 2)]
    [lost] = account(*old, says("south", 3, node("Organisation", "f", city="York"))).lost
    assert lost.origin.load == "north-2"
