// Returns the sectors that the organisations with the given ids work in.
UNWIND $ids AS id
MATCH (o:Organisation {id: id})-[r:OPERATES_IN]->(s:Sector)
WHERE o.retiredOn IS NULL AND r.retiredOn IS NULL
RETURN o.id AS organisation, s.id AS sector
LIMIT 100000000
