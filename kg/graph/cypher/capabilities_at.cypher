// Returns the capabilities that nodes with the given ids have a relationship of a type to.
UNWIND $ids AS id
MATCH (n:__ROOT__ {id: id})-[:__TYPE__]-(c:Capability)
RETURN DISTINCT c.id AS id
LIMIT 100000000
