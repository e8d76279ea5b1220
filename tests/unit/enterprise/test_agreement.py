"""An agreement shares out all of the work, the risk and the revenue, and the graph is told so."""

import datetime as dt

import pytest

from kg.enterprise.agreement import Agreement, SeatShares, check_agreement
from kg.enterprise.lifecycle import LEAD, Seat
from kg.enterprise.outline import Formed, outline_formed
from kg.errors import UsageError
from kg.ontology.iris import Iris
from kg.ontology.rdf import load_schema

ACME, BOLT = SeatShares(3_334, 5_000, 4_000), SeatShares(6_666, 5_000, 6_000)


def test_shares_that_add_up_are_an_agreement() -> None:
    check_agreement(Agreement("a", 200, {"a": ACME, "b": BOLT}))


@pytest.mark.parametrize(
    ("agreement", "told"),
    [
        (Agreement("a", 200, {"a": ACME}), "input shares add up to 3,334 basis points"),
        (Agreement("a", -1, {"a": ACME, "b": BOLT}), "-1 basis points for the cluster"),
        (
            Agreement("a", 0, {"a": SeatShares(5_000, -1, 0), "b": SeatShares(5_000, 10_001, 0)}),
            "risk shares",
        ),
    ],
)
def test_shares_that_do_not_add_up_are_refused(agreement: Agreement, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check_agreement(agreement)


def test_the_graph_is_told_the_shares_to_the_basis_point() -> None:
    seats = (Seat("demo:acme", LEAD, ACME), Seat("demo:bolt", shares=BOLT))
    told = outline_formed(Formed("enterprises:o1-1", "Us", "o1", seats, 200), dt.date(2026, 12, 1))
    assert [type_ for _, type_, _ in told.ties].count("GOVERNED_BY") == 1
    lines = [*told.lines(Iris(load_schema()))]
    for share in ("0.3334", "0.6666", "0.5000", "0.0200"):
        assert any(f'"{share}"^^' in line and "decimal" in line for line in lines)


def test_without_an_agreement_nothing_is_told_of_shares() -> None:
    formed = Formed("enterprises:o1-1", "Us", "o1", (Seat("demo:acme"),))
    told = outline_formed(formed, dt.date(2026, 12, 1))
    assert "GOVERNED_BY" not in [type_ for _, type_, _ in told.ties]
    assert not any("Share" in line for line in told.lines(Iris(load_schema())))
