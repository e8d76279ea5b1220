"""What is read back of organisations as partners, on every engine."""

import datetime as dt

from kg.graph.assessments import Assessment, Assessments, Membership, Rating
from kg.graph.connection import Connection

TODAY = dt.date(2026, 12, 1)
WRITTEN = """
CREATE (o:Organisation:Firm {id: 'acme', name: 'Acme'})
CREATE (:Organisation:Firm {id: 'beta', name: 'Beta'})
CREATE (o)-[:ASSESSED_BY]->(f:Assessment {id: 'a1', area: 'finance', score: 69, assessor: 'CVA'})
SET f.assessedOn = date('2025-09-22'), f.expiresOn = date('2027-09-21')
CREATE (o)-[:ASSESSED_BY]->(p:Assessment {id: 'a2', area: 'readiness', dimension: 'people'})
SET p.score = 64, p.assessedOn = date('2026-01-20')
CREATE (o)-[:MEMBER_OF {role: 'member'}]->(c:Grouping:Cluster {id: 'c1', name: 'North'})
SET c.rule = ['Be there.', 'Be fair.']
CREATE (o)-[m:MEMBER_OF {role: 'member'}]->(:Grouping:Cluster {id: 'c2', name: 'South'})
SET m.endsOn = date('2020-01-01')
CREATE (o)-[:MEMBER_OF]->(:Grouping:SectorGroup {id: 'g1', name: 'Metal'})
CREATE (x:Experience {id: 'x1', wasDelivered: true, rating: 4})-[:ABOUT]->(o)
SET x.recordedOn = date('2026-05-01')
CREATE (:Experience {id: 'x2', wasDelivered: true})-[:ABOUT]->(o)
"""


def test_assessments_clusters_and_ratings_are_read_by_organisation(
    connection: Connection,
) -> None:
    connection.write(lambda tx: tx.run(WRITTEN).consume())
    known = Assessments(connection)
    ids = ["acme", "beta", "nobody"]
    finance = Assessment("finance", None, 69, "CVA", dt.date(2025, 9, 22), dt.date(2027, 9, 21))
    people = Assessment("readiness", "people", 64, None, dt.date(2026, 1, 20), None)
    assert known.assessments(ids) == {"acme": [finance, people]}
    north = Membership("c1", "North", "member", ("Be there.", "Be fair."))
    assert known.memberships(ids, TODAY) == {"acme": [north]}
    assert known.ratings(ids) == {"acme": [Rating(4, dt.date(2026, 5, 1))]}
