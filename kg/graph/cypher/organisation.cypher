// Returns one organisation with the region of its seat.
MATCH (o:Organisation {id: $id})
OPTIONAL MATCH (o)-[l:LOCATED_IN]->(r:Region)
WHERE r.retiredOn IS NULL AND (l.retiredOn IS NULL OR o.retiredOn IS NOT NULL)
RETURN o.id AS id, o.name AS name, labels(o) AS labels, coalesce(r.id, o.regionCode) AS region,
       r.name AS regionName, o.city AS city, o.country AS country,
       o.alternativeName AS alternativeNames, o.description AS description,
       o.website AS website, o.sizeClass AS sizeClass, o.records AS records,
       o.doubts AS doubts, o.retiredOn AS retiredOn, o.mergedIds AS mergedIds
LIMIT 1
