// Returns every organisation with the region of its seat.
// whole: the read model is built from all of them.
MATCH (o:Organisation)
WHERE o.retiredOn IS NULL
OPTIONAL MATCH (o)-[l:LOCATED_IN]->(r:Region)
WHERE l.retiredOn IS NULL AND r.retiredOn IS NULL
RETURN o.id AS id, o.name AS name, labels(o) AS labels, o.country AS country,
       coalesce(r.id, o.regionCode) AS region, o.city AS city, o.latitude AS latitude,
       o.longitude AS longitude, o.sizeClass AS sizeClass, o.employees AS employees,
       o.language AS languages, o.doubts AS doubts
LIMIT 100000000
