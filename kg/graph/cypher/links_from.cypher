// Returns every relationship that begins at a node with one of the given ids.
UNWIND $ids AS id
MATCH (a:__ROOT__ {id: id})-[r]->(b)
RETURN a.id AS start, type(r) AS type, labels(b) AS labels, b.id AS end,
       properties(r) AS properties
LIMIT 100000000
