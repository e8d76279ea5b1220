// Returns the requirements of an opportunity with the competencies that each calls for, in order.
MATCH (p:Opportunity {id: $id})-[r:REQUIRES]->(q:Requirement)
WHERE r.retiredOn IS NULL AND q.retiredOn IS NULL
OPTIONAL MATCH (q)-[f:CALLS_FOR]->(k:Competency)
WHERE f.retiredOn IS NULL AND k.retiredOn IS NULL
RETURN q.id AS id, q.text AS text, q.position AS position, q.isMust AS isMust,
       q.minimumLevel AS minimumLevel, q.quantity AS quantity, q.unit AS unit,
       q.period AS period, q.certificate AS certificates, q.neededBy AS neededBy,
       q.regionCode AS region, q.language AS languages, q.excludes AS excludes,
       collect(DISTINCT k.id) AS competencies
ORDER BY id
LIMIT $limit
