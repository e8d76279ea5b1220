// Returns the codes that exactly one region of today took over, with that region.
// whole: about seven hundred codes, read at once to resolve codes of any version.
MATCH (f:FormerRegion)-[:REPLACED_BY]->(r:Region)
WITH f, collect(DISTINCT r.id) AS regions
WHERE size(regions) = 1
RETURN f.id AS code, regions[0] AS region
LIMIT 1000000
