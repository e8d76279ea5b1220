"""What is read back of virtual enterprises, on every engine."""

import datetime as dt

from kg.graph.connection import Connection
from kg.graph.enterprises import EnterpriseMember, Enterprises, Outcome

WRITTEN = """
CREATE (v:VirtualEnterprise {id: 'v1', name: 'Chairs', state: 'failed'})
SET v.startsOn = date('2026-12-01')
CREATE (v)-[:FULFILS]->(:Opportunity {id: 'o1', title: 'Chairs'})
CREATE (l:Role {id: 'l1', enterpriseRole: 'member'})-[:ROLE_IN]->(v)
CREATE (:Organisation:Firm {id: 'acme', name: 'Acme'})-[:PLAYS]->(l)
SET l.inputShare = 0.3334, l.riskShare = 0.5, l.revenueShare = 0.4
CREATE (v)-[:GOVERNED_BY]->(:Agreement {id: 'g1', clusterShare: 0.02})
CREATE (x:Experience {id: 'x1', wasDelivered: false, rating: 2})-[:GAINED_IN]->(v)
SET x.recordedOn = date('2027-01-31')
CREATE (:VirtualEnterprise {id: 'v2', name: 'Beds', state: 'forming'})
"""


def test_an_enterprise_is_read_with_members_and_what_came_of_it(connection: Connection) -> None:
    connection.write(lambda tx: tx.run(WRITTEN).consume())
    enterprises = Enterprises(connection)
    chairs, beds = enterprises.list()
    assert (chairs.id, chairs.state, chairs.opportunities) == ("v1", "failed", ("o1",))
    assert (chairs.starts_on, chairs.ends_on) == (dt.date(2026, 12, 1), None)
    assert (beds.id, beds.opportunities) == ("v2", ())
    found = enterprises.enterprise("v1")
    assert found is not None
    assert found.members == (EnterpriseMember("acme", "Acme", "member", 0.3334, 0.5, 0.4),)
    assert found.cluster_share == 0.02
    assert found.outcomes == (Outcome(delivered=False, rating=2, recorded_on=dt.date(2027, 1, 31)),)
    assert enterprises.enterprise("v9") is None
