// Returns those of the capabilities with the given ids whose project is retired.
UNWIND $ids AS id
MATCH (c:Capability {id: id, status: 'derived'})-[:EVIDENCED_BY]->(:Evidence)-[:REFERS_TO]->(p:Project)
WHERE p.retiredOn IS NOT NULL
RETURN DISTINCT id
LIMIT 100000000
