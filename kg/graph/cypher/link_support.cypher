// Returns the records behind the relationships between the given pairs.
UNWIND $pairs AS pair
MATCH (a:__START__ {id: pair[0]})-[r:__TYPE__]->(b:__END__ {id: pair[1]})
RETURN pair[0] AS start, pair[1] AS end, r.records AS records
LIMIT $limit
