// Returns the evidence of the capabilities with the given ids.
UNWIND $ids AS id
MATCH (c:Capability {id: id})-[r:EVIDENCED_BY]->(e:Evidence)
WHERE r.retiredOn IS NULL
RETURN c.id AS capability, e.id AS evidence
LIMIT 100000000
