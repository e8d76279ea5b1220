// Returns the virtual enterprises in which an organisation plays a role, with what they fulfil.
MATCH (o:Organisation {id: $id})-[a:PLAYS]->(l:Role)-[b:ROLE_IN]->(v:VirtualEnterprise)-[f:FULFILS]->(p:Opportunity)
WHERE a.retiredOn IS NULL AND l.retiredOn IS NULL AND b.retiredOn IS NULL AND v.retiredOn IS NULL
  AND f.retiredOn IS NULL AND p.retiredOn IS NULL
RETURN DISTINCT v.id AS id, v.name AS name, p.id AS opportunity
ORDER BY id, opportunity
LIMIT $limit
