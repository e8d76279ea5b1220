// Returns every load with the source that it read and its counts.
// whole: a backup holds all of them; loads are few.
MATCH (l:Load)
RETURN l.id AS id, l.sourceName AS sourceName, l.state AS state, l.startedAt AS startedAt,
       l.finishedAt AS finishedAt, l.rowsRead AS rowsRead, l.rowsWritten AS rowsWritten,
       l.rowsUnchanged AS rowsUnchanged, l.rowsRejected AS rowsRejected,
       l.rowsRetired AS rowsRetired
LIMIT 1000000
