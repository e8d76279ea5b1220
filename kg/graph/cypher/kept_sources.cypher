// Returns every source with its settings.
// whole: sources are few.
MATCH (s:Source)
RETURN properties(s) AS properties
LIMIT 100000
