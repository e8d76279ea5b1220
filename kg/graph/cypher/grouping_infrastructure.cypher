// Returns the infrastructure that groups of organisations use, with the region of its site.
// whole: there are few groups, and each is compared with the others.
MATCH (g:Grouping)-[u:USES]->(i:Infrastructure)
WHERE u.retiredOn IS NULL AND g.retiredOn IS NULL AND i.retiredOn IS NULL
OPTIONAL MATCH (i)-[s:SITED_IN]->(r:Region)
WHERE s.retiredOn IS NULL AND r.retiredOn IS NULL
RETURN g.id AS grouping, i.id AS id, i.name AS name, i.infrastructureKind AS kind, r.id AS region
ORDER BY grouping, id
LIMIT $limit
