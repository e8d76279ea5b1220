// Returns what assessors found of organisations.
UNWIND $ids AS id
MATCH (o:Organisation {id: id})-[r:ASSESSED_BY]->(a:Assessment)
WHERE r.retiredOn IS NULL AND a.retiredOn IS NULL
RETURN id, a.id AS assessment, a.area AS area, a.dimension AS dimension, a.score AS score,
       a.assessor AS assessor, a.assessedOn AS assessedOn, a.expiresOn AS expiresOn
ORDER BY id, assessment
LIMIT $limit
