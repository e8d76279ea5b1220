// Returns nothing; gives a source a rank, and notes that the graph has still to follow.
MATCH (s:Source {id: $source})
SET s.rank = $rank, s.isRankDue = true
