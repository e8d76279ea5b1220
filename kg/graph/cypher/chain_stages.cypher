// Returns the stages of the given value chains, each with the stages that come right before it.
UNWIND $ids AS id
MATCH (c:ValueChain {id: id})<-[t:STAGE_OF]-(s:Stage)
WHERE t.retiredOn IS NULL AND s.retiredOn IS NULL
OPTIONAL MATCH (b:Stage)-[p:PRECEDES]->(s)
WHERE p.retiredOn IS NULL AND b.retiredOn IS NULL
RETURN c.id AS chain, s.id AS id, s.name AS name, s.description AS description,
       s.position AS position, collect(DISTINCT b.id) AS after
ORDER BY chain, id
LIMIT $limit
