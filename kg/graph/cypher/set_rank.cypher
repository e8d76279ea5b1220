// Returns nothing; gives a source a rank, and notes that the graph has still to follow.
MERGE (s:Source {id: $source})
SET s.rank = $rank, s.isRankDue = true
