// Returns every pair of an organisation and a sector that it works in.
// whole: the read model is built from all of them.
MATCH (o:Organisation)-[:OPERATES_IN]->(s:Sector)
RETURN o.id AS organisation, s.id AS sector
LIMIT 100000000
