"""What is read back of opportunities and of those who could take part, on every engine."""

import datetime as dt
from pathlib import Path

import pytest

from kg.graph.connection import Connection
from kg.graph.opportunities import (
    Capacity,
    Certificate,
    Opportunities,
    OpportunityRequirement,
)
from tests.contract.packages import firm, load, write_table

TODAY = dt.date(2026, 12, 1)


@pytest.fixture
def opportunities(connection: Connection, tmp_path: Path) -> Opportunities:
    write_table(
        tmp_path / "organisations.csv",
        [firm("acme", language="en | de"), firm("bolt"), firm("clinic")],
    )
    write_table(tmp_path / "competencies.csv", [{"id": "milling", "prefLabel": "milling"}])
    write_table(
        tmp_path / "capabilities.csv",
        [
            {
                "id": "c1", "organisation": "acme", "competency": "milling", "text": "We mill.",
                "status": "evidenced", "capacityAmount": "1200", "capacityUnit": "machine hours",
                "capacityPeriod": "quarter", "freeAmount": "300", "freeFrom": "2027-02-01",
            }
        ],
    )  # fmt: skip
    write_table(
        tmp_path / "evidence.csv",
        [
            {"id": "e1", "capability": "c1", "kind": "certificate", "title": "ISO 13485:2016",
             "issuedOn": "2025-01-01", "expiresOn": "2027-02-15"},
            {"id": "e2", "capability": "c1", "kind": "reference", "title": "ISO 13485 work"},
        ],
    )  # fmt: skip
    write_table(
        tmp_path / "opportunities.csv",
        [
            {"id": "o1", "title": "Chairs", "text": "400 chairs", "confidentiality": "anonymous",
             "customer": "clinic", "startsOn": "2027-02-01", "quantity": "400", "unit": "chairs"},
            {"id": "o2", "title": "Beds", "text": "Beds"},
        ],
    )  # fmt: skip
    write_table(
        tmp_path / "requirements.csv",
        [
            {"id": "o1-b", "opportunity": "o1", "text": "Frames", "position": "2"},
            {"id": "o1-a", "opportunity": "o1", "text": "Parts", "position": "1",
             "competency": "milling", "isMust": "false", "minimumLevel": "3", "quantity": "800",
             "unit": "parts", "period": "week", "certificate": "ISO 13485 | ISO 9001",
             "neededBy": "2027-04-30", "region": "UKE3", "language": "en",
             "excludes": "sole traders"},
        ],
    )  # fmt: skip
    write_table(
        tmp_path / "relationships.csv",
        [
            {"from": "acme", "type": "CONTROLS", "to": "bolt"},
            {"from": "clinic", "type": "CONTROLS", "to": "bolt", "endsOn": "2020-01-01"},
            {"from": "acme", "type": "COMPETES_WITH", "to": "clinic", "competency": "milling"},
        ],
    )
    load(connection, "members", tmp_path, source="demo")
    return Opportunities(connection)


def test_opportunities_are_listed_and_read_with_their_customer(
    opportunities: Opportunities,
) -> None:
    heads = [(head.id, head.title, head.requirements) for head in opportunities.list()]
    assert heads == [("demo:o1", "Chairs", 2), ("demo:o2", "Beds", 0)]
    found = opportunities.opportunity("demo:o1")
    assert found is not None
    assert (found.customer, found.customer_name) == ("demo:clinic", "Clinic")
    assert found.shown_customer is None
    assert (found.starts_on, found.quantity, found.unit) == (dt.date(2027, 2, 1), 400, "chairs")
    assert opportunities.opportunity("demo:o9") is None


def test_requirements_come_in_order_with_their_terms(opportunities: Opportunities) -> None:
    found = opportunities.opportunity("demo:o1")
    assert found is not None
    parts, frames = found.requirements
    assert parts == OpportunityRequirement(
        id="demo:o1-a",
        text="Parts",
        is_must=False,
        competencies=("demo:milling",),
        minimum_level=3,
        quantity=800,
        unit="parts",
        period="week",
        certificates=("ISO 13485", "ISO 9001"),
        needed_by=dt.date(2027, 4, 30),
        region="UKE3",
        languages=("en",),
        excludes=("sole traders",),
    )
    assert frames == OpportunityRequirement("demo:o1-b", "Frames", is_must=True)


def test_ownership_and_competition_of_today_are_read(opportunities: Opportunities) -> None:
    assert list(opportunities.controls(TODAY)) == [("demo:acme", "demo:bolt")]
    [found] = opportunities.rivalries(["demo:acme", "demo:bolt", "demo:clinic"], TODAY)
    assert (found.one, found.other) == ("demo:acme", "demo:clinic")
    assert [name.removeprefix("demo:") for name in found.competencies] == ["milling"]
    assert opportunities.rivalries(["demo:acme", "demo:bolt"], TODAY) == []


def test_what_is_asked_of_organisations_is_read(opportunities: Opportunities) -> None:
    until = dt.date(2027, 2, 15)
    assert opportunities.certificates(["demo:acme", "demo:bolt"]) == [
        Certificate("demo:acme", "demo:c1", "demo:e1", "ISO 13485:2016", dt.date(2025, 1, 1), until)
    ]
    assert opportunities.capacities(["demo:c1"]) == {
        "demo:c1": Capacity(1200, "machine hours", "quarter", 300, dt.date(2027, 2, 1))
    }
    assert opportunities.languages(["demo:acme", "demo:bolt"]) == {
        "demo:acme": frozenset({"en", "de"}),
        "demo:bolt": frozenset(),
    }
