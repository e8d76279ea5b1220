// Returns the stages of the given value chains with the competencies that each draws on.
UNWIND $ids AS id
MATCH (c:ValueChain {id: id})<-[t:STAGE_OF]-(s:Stage)-[d:DRAWS_ON]->(k:Competency)
WHERE t.retiredOn IS NULL AND s.retiredOn IS NULL AND d.retiredOn IS NULL AND k.retiredOn IS NULL
RETURN c.id AS whole, c.name AS wholeName, s.id AS id, s.name AS text, s.position AS position,
       s.records[0] AS record, collect(DISTINCT k.id) AS competencies
ORDER BY whole, id
LIMIT $limit
