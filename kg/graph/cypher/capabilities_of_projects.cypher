// Returns the capabilities that are derived from the projects with the given ids.
UNWIND $ids AS id
MATCH (p:Project {id: id})<-[:REFERS_TO]-(:Evidence)<-[:EVIDENCED_BY]-(c:Capability)
RETURN DISTINCT c.id AS id
LIMIT 100000000
