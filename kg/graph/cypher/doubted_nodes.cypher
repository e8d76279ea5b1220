// Returns the nodes of a class that are marked as doubtful, with the reasons.
// whole: what is marked is found by its mark alone.
MATCH (n:__ROOT__)
WHERE n.doubts IS NOT NULL
RETURN n.id AS id, n.doubts AS doubts
LIMIT 100000000
