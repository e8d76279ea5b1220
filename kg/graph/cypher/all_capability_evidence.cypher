// Returns every pair of a capability and a piece of evidence.
// whole: the read model is built from all of them.
MATCH (c:Capability)-[r:EVIDENCED_BY]->(e:Evidence)
WHERE r.retiredOn IS NULL
RETURN c.id AS capability, e.id AS evidence
LIMIT 100000000
