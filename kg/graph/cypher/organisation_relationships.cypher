// Returns the relationships between one organisation and others, in either direction.
// The label of the other is a condition: as part of the pattern it would be scanned for.
MATCH (o:Organisation {id: $id})-[r]->(b)
WHERE r.retiredOn IS NULL AND b.retiredOn IS NULL AND 'Organisation' IN labels(b)
RETURN b.id AS other, b.name AS name, type(r) AS type, true AS isOutgoing,
       r.competency AS competencies, r.startsOn AS startsOn, r.endsOn AS endsOn,
       r.records[0] AS record
LIMIT 1000000
UNION ALL
MATCH (o:Organisation {id: $id})<-[r]-(b)
WHERE r.retiredOn IS NULL AND b.retiredOn IS NULL AND 'Organisation' IN labels(b)
RETURN b.id AS other, b.name AS name, type(r) AS type, false AS isOutgoing,
       r.competency AS competencies, r.startsOn AS startsOn, r.endsOn AS endsOn,
       r.records[0] AS record
LIMIT 1000000
