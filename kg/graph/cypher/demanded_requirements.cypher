// Returns the requirements of the given opportunities with the competencies each calls for.
UNWIND $ids AS id
MATCH (p:Opportunity {id: id})-[r:REQUIRES]->(q:Requirement)-[f:CALLS_FOR]->(k:Competency)
WHERE r.retiredOn IS NULL AND q.retiredOn IS NULL AND f.retiredOn IS NULL AND k.retiredOn IS NULL
OPTIONAL MATCH (p)-[i:ISSUED_BY]->(o:Organisation)
WHERE i.retiredOn IS NULL
RETURN p.id AS whole, p.title AS wholeName, p.closesOn AS closesOn, p.endsOn AS endsOn,
       o.id AS customer, q.id AS id, q.text AS text, q.position AS position, q.isMust AS isMust,
       q.minimumLevel AS minimumLevel, q.records[0] AS record,
       collect(DISTINCT k.id) AS competencies
ORDER BY whole, id
LIMIT $limit
