// Returns every pair of a capability and a competency that it states.
// whole: the read model is built from all of them.
MATCH (c:Capability)-[r:OF]->(k:Competency)
WHERE r.isDerived IS NULL AND r.retiredOn IS NULL
RETURN c.id AS capability, k.id AS competency
LIMIT 100000000
