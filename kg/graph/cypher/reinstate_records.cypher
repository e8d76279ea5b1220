// Returns nothing; gives records back the slots that a load took from them.
UNWIND $rows AS row
MATCH (r:SourceRecord {id: row.id})
SET r.slot = row.slot, r.supersededIn = null
