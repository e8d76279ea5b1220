// Returns nothing; notes for each record whether it still refers to something not loaded yet.
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})
SET r.isWaiting = row.isWaiting
