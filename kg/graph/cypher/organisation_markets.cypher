// Returns the markets that the given organisations serve.
UNWIND $ids AS id
MATCH (o:Organisation {id: id})-[r:SERVES_MARKET]->(m:Market)
WHERE r.retiredOn IS NULL AND m.retiredOn IS NULL
RETURN o.id AS organisation, m.id AS id, m.name AS name, r.startsOn AS startsOn,
       r.endsOn AS endsOn, r.records[0] AS record
LIMIT $limit
