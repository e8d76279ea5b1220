// Returns nothing; notes that records are retired, which keep their slots.
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})
SET r.retiredIn = row.retiredIn, r.retiredOn = row.retiredOn
