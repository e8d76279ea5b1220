// Returns the ids of the loads of a source.
// whole: loads are few.
MATCH (l:Load {sourceName: $source})
RETURN l.id AS id
LIMIT 1000000
