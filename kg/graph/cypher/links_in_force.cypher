// Returns every relationship of a type that is not retired, nor are its ends, with its properties.
// whole: all of them are looked at for what is doubtful or missing.
MATCH (a:__START__)-[r:__TYPE__]->(b:__END__)
WHERE r.retiredOn IS NULL AND a.retiredOn IS NULL AND b.retiredOn IS NULL
RETURN a.id AS start, b.id AS end, properties(r) AS properties
LIMIT 100000000
