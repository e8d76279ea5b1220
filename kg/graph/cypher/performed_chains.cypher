// Returns the value chains of which an organisation performs a stage, with the dates of doing so.
MATCH (o:Organisation {id: $id})-[p:PERFORMS]->(s:Stage)-[t:STAGE_OF]->(c:ValueChain)
WHERE p.retiredOn IS NULL AND s.retiredOn IS NULL AND t.retiredOn IS NULL AND c.retiredOn IS NULL
RETURN DISTINCT c.id AS id, p.startsOn AS startsOn, p.endsOn AS endsOn
ORDER BY id
LIMIT $limit
