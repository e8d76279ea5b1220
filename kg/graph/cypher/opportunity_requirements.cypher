// Returns the requirements of an opportunity with the competencies that each calls for, in order.
MATCH (p:Opportunity {id: $id})-[:REQUIRES]->(q:Requirement)
OPTIONAL MATCH (q)-[:CALLS_FOR]->(k:Competency)
RETURN q.id AS id, q.text AS text, q.position AS position, q.isMust AS isMust,
       q.minimumLevel AS minimumLevel, q.quantity AS quantity, q.unit AS unit,
       q.period AS period, q.certificate AS certificates, q.neededBy AS neededBy,
       q.regionCode AS region, q.language AS languages, q.excludes AS excludes,
       collect(DISTINCT k.id) AS competencies
ORDER BY id
LIMIT $limit
