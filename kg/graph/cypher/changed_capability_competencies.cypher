// Returns the competencies that the capabilities with the given ids state.
UNWIND $ids AS id
MATCH (c:Capability {id: id})-[r:OF]->(k:Competency)
WHERE r.isDerived IS NULL AND r.retiredOn IS NULL
RETURN c.id AS capability, k.id AS competency
LIMIT 100000000
