"""What is read back of chains, opportunities, enterprises and relationships, on every engine."""

import datetime as dt
from pathlib import Path

import pytest

from kg.graph.connection import Connection
from kg.graph.demands import Demands, Enterprise, Outlet, Terms
from tests.contract.packages import firm, load, write_table

TODAY = dt.date(2026, 12, 1)
# No table of a package states these, so they are written as a load would.
WRITTEN = """
CREATE (a:Organisation:Firm {id: 'acme', name: 'Acme', records: ['r0']})
CREATE (a)-[:PLAYS {records: ['r1']}]->(l:Role {id: 'l1', enterpriseRole: 'member'})
CREATE (l)-[:ROLE_IN {records: ['r1']}]->(v:VirtualEnterprise {id: 'v1', name: 'Chairs'})
CREATE (v)-[:FULFILS {records: ['r1']}]->(:Opportunity {id: 'o9', title: 'Chairs'})
CREATE (a)-[:SERVES_MARKET {records: ['r1']}]->(:Market {id: 'm1', name: 'hospitals'})
"""


@pytest.fixture
def demands(connection: Connection, tmp_path: Path) -> Demands:
    write_table(
        tmp_path / "organisations.csv",
        [firm("acme"), firm("bolt", country="PL", region="PL51"), firm("clinic")],
    )
    labels = ("milling", "coating")
    write_table(tmp_path / "competencies.csv", [{"id": k, "prefLabel": k} for k in labels])
    write_table(
        tmp_path / "value_chains.csv",
        [
            {"id": "s2", "chain": "hoist", "chainName": "Hoist", "name": "Finishing",
             "competency": "coating | milling", "position": "2", "performer": "acme | bolt"},
            {"id": "s1", "chain": "hoist", "chainName": "Hoist", "name": "Frame",
             "competency": "milling", "position": "1"},
        ],
    )  # fmt: skip
    write_table(
        tmp_path / "opportunities.csv",
        [{"id": "o1", "title": "Chairs", "text": "400 chairs", "customer": "clinic",
          "closesOn": "2027-01-15"}],
    )  # fmt: skip
    write_table(
        tmp_path / "requirements.csv",
        [
            {"id": "o1-b", "opportunity": "o1", "text": "Seats", "position": "2"},
            {"id": "o1-a", "opportunity": "o1", "text": "Parts", "position": "1",
             "competency": "milling", "isMust": "false", "minimumLevel": "3"},
        ],
    )  # fmt: skip
    write_table(
        tmp_path / "relationships.csv",
        [
            {"from": "bolt", "type": "SUPPLIES", "to": "acme", "competency": "coating"},
            {"from": "acme", "type": "SUPPLIES", "to": "bolt", "endsOn": "2027-01-01"},
            {"from": "acme", "type": "SUPPLIES", "to": "clinic", "endsOn": "2020-01-01"},
            {"from": "acme", "type": "COMPETES_WITH", "to": "clinic"},
        ],
    )
    load(connection, "members", tmp_path, source="demo")
    return Demands(connection)


def test_chains_are_found_by_performer_and_by_competency(demands: Demands) -> None:
    assert demands.chains("demo:acme", TODAY) == ["demo:hoist"]
    assert demands.chains("demo:clinic", TODAY) == []
    assert demands.chains_drawing_on(["demo:coating", "demo:milling"]) == ["demo:hoist"]
    assert demands.chains_drawing_on([]) == []


def test_stages_come_in_order_with_what_they_draw_on_and_their_row(demands: Demands) -> None:
    frame, finishing = demands.stages(["demo:hoist"])
    assert (frame.text, frame.whole_name, frame.position) == ("Frame", "Hoist", 1)
    assert finishing.competencies == ("demo:coating", "demo:milling")
    origin = demands.origins([finishing.record])[finishing.record]
    assert (origin.source, origin.file, origin.row) == ("demo", "value_chains.csv", 2)


def test_requirements_that_call_for_a_competency_come_with_the_terms(demands: Demands) -> None:
    assert demands.opportunities_calling_for(["demo:milling"]) == ["demo:o1"]
    [parts], terms = demands.requirements(["demo:o1", "demo:none"])
    assert (parts.id, parts.is_must, parts.minimum_level) == ("demo:o1-a", False, 3)
    assert terms == {"demo:o1": Terms(dt.date(2027, 1, 15), None, "demo:clinic")}
    assert terms["demo:o1"].is_open(TODAY)
    assert not terms["demo:o1"].is_open(dt.date(2027, 1, 16))


def test_relationships_are_read_in_both_directions(demands: Demands) -> None:
    found = [
        (r.other, r.type, r.is_outgoing, r.competencies, r.holds(TODAY))
        for r in demands.relationships("demo:acme")
    ]
    assert found == [
        ("demo:bolt", "SUPPLIES", False, ("demo:coating",), True),
        ("demo:bolt", "SUPPLIES", True, (), True),
        ("demo:clinic", "COMPETES_WITH", True, (), True),
        ("demo:clinic", "SUPPLIES", True, (), False),
    ]


def test_customers_are_those_of_today(demands: Demands) -> None:
    assert [
        (o.organisation, o.id, o.name, o.country)
        for o in demands.customers(["demo:acme", "demo:clinic"], TODAY)
    ] == [("demo:acme", "demo:bolt", "Bolt", "PL")]


def test_enterprises_and_markets_are_read(connection: Connection) -> None:
    connection.write(lambda tx: tx.run(WRITTEN).consume())
    demands = Demands(connection)
    assert demands.enterprises("acme") == [Enterprise("v1", "Chairs", "o9")]
    assert demands.enterprises("bolt") == []
    assert demands.markets(["acme"], TODAY) == [Outlet("acme", "m1", "hospitals", None, "r1")]
