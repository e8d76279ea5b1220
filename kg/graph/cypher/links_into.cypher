// Returns every relationship that ends at a node with one of the given ids.
UNWIND $ids AS id
MATCH (b:__ROOT__ {id: id})<-[r]-(a)
RETURN b.id AS end, type(r) AS type, labels(a) AS labels, a.id AS start,
       properties(r) AS properties
LIMIT 100000000
