// Returns the organisations with the given ids, with properties and the region of each seat.
UNWIND $ids AS id
MATCH (o:Organisation {id: id})
OPTIONAL MATCH (o)-[:LOCATED_IN]->(r:Region)
RETURN o.id AS id, labels(o) AS labels, properties(o) AS properties,
       coalesce(r.id, o.regionCode) AS region
LIMIT 100000000
