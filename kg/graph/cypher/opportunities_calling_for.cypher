// Returns the opportunities with a requirement that calls for one of the given competencies.
UNWIND $ids AS id
MATCH (k:Competency {id: id})<-[f:CALLS_FOR]-(q:Requirement)<-[r:REQUIRES]-(p:Opportunity)
WHERE f.retiredOn IS NULL AND q.retiredOn IS NULL AND r.retiredOn IS NULL AND p.retiredOn IS NULL
RETURN DISTINCT p.id AS id
ORDER BY id
LIMIT $limit
