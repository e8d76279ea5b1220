"""What may happen to an enterprise, and what the graph is told of it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.enterprise.lifecycle import (
    CUSTOMER,
    LEAD,
    MEMBER,
    Closing,
    Seat,
    check_closing,
    check_free,
    check_seats,
    make_id,
    read_seat,
)
from kg.enterprise.outline import Closed, Formed, Outline, outline_closed, outline_formed
from kg.errors import StateError, UsageError
from kg.model import NodeRef
from kg.ontology.iris import Iris
from kg.ontology.rdf import load_schema

ROLES = (LEAD, MEMBER, CUSTOMER)
TODAY = dt.date(2026, 12, 1)
IRIS = Iris(load_schema())
SEATS = (Seat("demo:acme", LEAD), Seat("demo:bolt"), Seat("demo:cox"))
CLOSED = Closed("enterprises:o1-1", "Chairs", "400 chairs", TODAY, SEATS, ("demo:acme--bending",))


def types(outline: Outline) -> list[str]:
    return [type_ for _, type_, _ in outline.ties]


def test_a_role_stands_behind_the_last_colon_and_ids_have_colons_themselves() -> None:
    assert read_seat("demo:acme", ROLES) == ("demo:acme", None)
    assert read_seat("demo:acme:lead partner", ROLES) == ("demo:acme", LEAD)


@pytest.mark.parametrize(
    ("seats", "told"),
    [
        ((), "an enterprise of nobody"),
        ((Seat("a"), Seat("a", LEAD)), "'a' is a member twice"),
        ((Seat("a", "boss"),), "no role 'boss'"),
        ((Seat("a", LEAD), Seat("b", LEAD)), "more than one lead partner"),
        ((Seat("buyer"),), "'buyer' is the customer"),
    ],
)
def test_members_that_do_not_go_together_are_told(seats: tuple[Seat, ...], told: str) -> None:
    with pytest.raises(UsageError, match=told):
        check_seats(seats, ROLES, "buyer")


def test_one_enterprise_at_a_time_is_open_for_an_opportunity() -> None:
    check_free("o1", [("e1", "failed"), ("e2", "decommissioned")])
    for state in ("forming", "operating"):
        with pytest.raises(StateError, match=f"e1 is {state}"):
            check_free("o1", [("e1", state)])


def test_what_has_ended_ends_once_and_ratings_are_from_1_to_5() -> None:
    good = Closing(delivered=True, rating=5, by="A. Broker")
    check_closing("e1", "forming", good)
    for state in ("decommissioned", "failed", "abandoned"):
        with pytest.raises(StateError, match=f"e1 is {state} already"):
            check_closing("e1", state, good)
    for rating in (0, 6):
        with pytest.raises(UsageError, match=f"rating {rating} is none"):
            check_closing("e1", "forming", Closing(delivered=True, rating=rating, by="x"))


def test_enterprises_of_one_opportunity_are_counted() -> None:
    first = make_id("enterprises", "demo:o1", ())
    assert first == "enterprises:demo-o1-1"
    assert make_id("enterprises", "demo:o1", {first}) == "enterprises:demo-o1-2"


def test_a_formed_enterprise_has_its_opportunity_roles_and_lead_partner() -> None:
    told = outline_formed(Formed("enterprises:o1-1", "Chairs", "demo:o1", SEATS), TODAY)
    assert told.nodes[0].properties == {"name": "Chairs", "state": "forming", "startsOn": TODAY}
    assert sorted(types(told)) == sorted(["FULFILS", "LED_BY", *["PLAYS", "ROLE_IN"] * len(SEATS)])


def test_good_work_becomes_evidence_and_ties_each_two_members() -> None:
    told = outline_closed(CLOSED, Closing(delivered=True, rating=4, by="A. Broker"), TODAY)
    [proof] = [node for node in told.nodes if node.class_name == "Evidence"]
    assert proof.properties["issuer"] == "A. Broker"
    assert types(told).count("COOPERATES_WITH") == 3
    used = (NodeRef("Capability", "demo:acme--bending"), "EVIDENCED_BY", proof.ref)
    assert used in told.ties


@pytest.mark.parametrize(("delivered", "rating"), [(False, 5), (True, 2)])
def test_what_failed_or_was_poor_is_experience_and_proves_nothing(
    delivered: bool, rating: int
) -> None:
    told = outline_closed(CLOSED, Closing(delivered, rating, "A. Broker"), TODAY)
    assert {"GAINED_IN", "ABOUT"} == set(types(told))
    assert {node.class_name for node in told.nodes} == {"VirtualEnterprise", "Experience"}
    assert told.nodes[0].properties["state"] == ("decommissioned" if delivered else "failed")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_whatever_the_name_it_is_one_statement_a_line(name: str) -> None:
    told = outline_formed(Formed("enterprises:o1-1", name, "demo:o1", SEATS), TODAY)
    lines = list(told.lines(IRIS))
    assert all(line.count("\n") == 0 and line.endswith(" .") for line in lines)
