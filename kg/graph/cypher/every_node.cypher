// Returns every node under a root class, with its labels and properties.
// whole: all of them are held to the rules, or given away.
MATCH (n:__ROOT__)
RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties
LIMIT 100000000
