// Returns those of the given ids whose nodes are retired, as one row:
// each row of an answer is a message.
UNWIND $ids AS id
MATCH (n:__ROOT__ {id: id})
WHERE n.retiredOn IS NOT NULL
RETURN collect(id) AS ids
LIMIT 1
