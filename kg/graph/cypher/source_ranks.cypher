// Returns the sources that have a rank, or had one that is still to be taken back from the graph.
// whole: sources are few.
MATCH (s:Source)
WHERE s.rank IS NOT NULL OR s.isRankDue
RETURN s.id AS source, s.rank AS rank, s.isRankDue AS isDue
LIMIT 100000
