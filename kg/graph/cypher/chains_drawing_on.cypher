// Returns the value chains with a stage that draws on one of the given competencies.
UNWIND $ids AS id
MATCH (k:Competency {id: id})<-[d:DRAWS_ON]-(s:Stage)-[t:STAGE_OF]->(c:ValueChain)
WHERE d.retiredOn IS NULL AND s.retiredOn IS NULL AND t.retiredOn IS NULL AND c.retiredOn IS NULL
RETURN DISTINCT c.id AS id
ORDER BY id
LIMIT $limit
