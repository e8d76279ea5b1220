// Returns the records behind the nodes with the given ids, and the class each has now.
UNWIND $ids AS id
MATCH (n:__ROOT__ {id: id})
RETURN id, n.records AS records, labels(n) AS labels
LIMIT $limit
