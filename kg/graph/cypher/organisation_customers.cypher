// Returns whom the given organisations supply, and where that customer is.
UNWIND $ids AS id
MATCH (o:Organisation {id: id})-[r:SUPPLIES]->(b:Organisation)
WHERE r.retiredOn IS NULL AND b.retiredOn IS NULL
RETURN o.id AS organisation, b.id AS id, b.name AS name, b.country AS country,
       r.startsOn AS startsOn, r.endsOn AS endsOn, r.records[0] AS record
LIMIT $limit
