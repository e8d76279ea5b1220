// Returns the relationships between one organisation and others, in either direction.
MATCH (o:Organisation {id: $id})-[r]->(b:Organisation)
WHERE r.retiredOn IS NULL AND b.retiredOn IS NULL
RETURN b.id AS other, b.name AS name, type(r) AS type, true AS isOutgoing,
       r.competency AS competencies, r.startsOn AS startsOn, r.endsOn AS endsOn,
       r.records[0] AS record
LIMIT 1000000
UNION ALL
MATCH (o:Organisation {id: $id})<-[r]-(b:Organisation)
WHERE r.retiredOn IS NULL AND b.retiredOn IS NULL
RETURN b.id AS other, b.name AS name, type(r) AS type, false AS isOutgoing,
       r.competency AS competencies, r.startsOn AS startsOn, r.endsOn AS endsOn,
       r.records[0] AS record
LIMIT 1000000
