// Returns those of the given ids whose nodes are retired.
UNWIND $ids AS id
MATCH (n:__ROOT__ {id: id})
WHERE n.retiredOn IS NOT NULL
RETURN id
LIMIT $limit
