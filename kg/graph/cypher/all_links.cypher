// Returns the ends of every relationship of a type.
// whole: they are counted by the regions of their ends.
MATCH (a:__START__)-[r:__TYPE__]->(b:__END__)
WHERE r.retiredOn IS NULL AND a.retiredOn IS NULL AND b.retiredOn IS NULL
RETURN a.id AS start, b.id AS end
LIMIT 100000000
