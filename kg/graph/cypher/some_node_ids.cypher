// Returns ids of nodes of a root class, as many as are asked for.
// whole: which of them is nearest to a reference is judged outside.
MATCH (n:__ROOT__)
RETURN n.id AS id
LIMIT $limit
