// Returns every source with its settings, and how many loads read it.
// whole: sources are few.
MATCH (s:Source)
OPTIONAL MATCH (l:Load)-[:READ_FROM]->(s)
RETURN properties(s) AS properties, count(l) AS loads
LIMIT 1000000
