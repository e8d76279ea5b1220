// Returns the nodes with the given ids, as they stand.
UNWIND $ids AS id
MATCH (n:__ROOT__ {id: id})
RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties
LIMIT $limit
