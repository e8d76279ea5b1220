// Returns every relationship of a type, with its properties.
// whole: all of them are held to the rules, or given away.
MATCH (a:__START__)-[r:__TYPE__]->(b:__END__)
RETURN a.id AS start, b.id AS end, properties(r) AS properties
LIMIT 100000000
