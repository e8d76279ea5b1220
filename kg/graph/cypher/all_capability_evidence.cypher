// Returns every pair of a capability and a piece of evidence.
// whole: the read model is built from all of them.
MATCH (c:Capability)-[:EVIDENCED_BY]->(e:Evidence)
RETURN c.id AS capability, e.id AS evidence
LIMIT 100000000
