// Returns nothing; notes that the graph follows the rank of a source.
MATCH (s:Source {id: $source})
SET s.isRankDue = null
