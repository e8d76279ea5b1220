// Returns every node under a root class that is not retired, with its labels and properties.
// whole: all of them are looked at for what is doubtful or missing.
MATCH (n:__ROOT__)
WHERE n.retiredOn IS NULL
RETURN n.id AS id, labels(n) AS labels, properties(n) AS properties
LIMIT 100000000
