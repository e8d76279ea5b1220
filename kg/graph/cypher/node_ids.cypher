// Returns the ids of all nodes of a root class.
// whole: an export holds all of them.
MATCH (n:__ROOT__)
RETURN n.id AS id
LIMIT 100000000
