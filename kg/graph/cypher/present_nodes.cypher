// Returns those of the given ids of which there are nodes, as one row:
// each row of an answer is a message.
UNWIND $ids AS id
MATCH (n:__ROOT__ {id: id})
RETURN collect(id) AS ids
LIMIT 1
