// Returns those of the given ids of which there are nodes.
UNWIND $ids AS id
MATCH (n:__ROOT__ {id: id})
RETURN id
LIMIT $limit
