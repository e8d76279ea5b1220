// Returns the ends of every relationship of a type.
// whole: they are counted by the regions of their ends.
MATCH (a:__START__)-[:__TYPE__]->(b:__END__)
RETURN a.id AS start, b.id AS end
LIMIT 100000000
