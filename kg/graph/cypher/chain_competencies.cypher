// Returns every pair of a stage of the given value chains and a competency that it draws on.
UNWIND $ids AS id
MATCH (c:ValueChain {id: id})<-[t:STAGE_OF]-(s:Stage)-[d:DRAWS_ON]->(k:Competency)
WHERE t.retiredOn IS NULL AND s.retiredOn IS NULL AND d.retiredOn IS NULL AND k.retiredOn IS NULL
RETURN DISTINCT s.id AS stage, k.id AS competency
ORDER BY stage, competency
LIMIT $limit
