// Returns organisations in force whose name or other name contains a text, shortest name first.
// whole: a text inside a name cannot be found by an ordinary index.
MATCH (o:Organisation)
WHERE o.retiredOn IS NULL AND (toLower(o.name) CONTAINS $text
   OR any(other IN coalesce(o.alternativeName, []) WHERE toLower(other) CONTAINS $text))
OPTIONAL MATCH (o)-[l:LOCATED_IN]->(r:Region)
WHERE l.retiredOn IS NULL AND r.retiredOn IS NULL
RETURN o.id AS id, o.name AS name, labels(o) AS labels, coalesce(r.id, o.regionCode) AS region,
       r.name AS regionName, o.city AS city, o.country AS country
ORDER BY size(o.name), o.id
LIMIT $limit
