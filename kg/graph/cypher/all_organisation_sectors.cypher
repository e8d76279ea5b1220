// Returns every pair of an organisation and a sector that it works in.
// whole: the read model is built from all of them.
MATCH (o:Organisation)-[r:OPERATES_IN]->(s:Sector)
WHERE o.retiredOn IS NULL AND r.retiredOn IS NULL
RETURN o.id AS organisation, s.id AS sector
LIMIT 100000000
