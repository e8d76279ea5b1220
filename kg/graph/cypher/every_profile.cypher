// Returns every organisation with its properties and the region of its seat.
// whole: all of them are compared.
MATCH (o:Organisation)
OPTIONAL MATCH (o)-[:LOCATED_IN]->(r:Region)
RETURN o.id AS id, labels(o) AS labels, properties(o) AS properties,
       coalesce(r.id, o.regionCode) AS region
LIMIT 100000000
