// Returns nothing; closes a load with its counts.
MATCH (l:Load {id: $load})
SET l.state = 'finished', l.finishedAt = $finishedAt, l.rowsRead = $read,
    l.rowsWritten = $written, l.rowsUnchanged = $unchanged, l.rowsRejected = $rejected,
    l.rowsRetired = $retired
