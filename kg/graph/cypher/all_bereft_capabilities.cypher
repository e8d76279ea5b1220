// Returns the capabilities whose project is retired.
// whole: the read model is built without them; projects are retired seldom.
MATCH (p:Project)
WHERE p.retiredOn IS NOT NULL
WITH p
MATCH (p)<-[:REFERS_TO]-(:Evidence)<-[:EVIDENCED_BY]-(c:Capability {status: 'derived'})
RETURN DISTINCT c.id AS id
LIMIT 100000000
