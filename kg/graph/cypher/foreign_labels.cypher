// Returns a label of some node, if there is any but the one of ours.
// whole: stops at the first node; tells an empty database from one that others use.
MATCH (n)
WHERE NOT n:Graph
RETURN labels(n)[0] AS label
LIMIT 1
