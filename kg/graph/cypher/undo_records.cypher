// Returns nothing; takes the records of a load that is undone off their slots.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
SET r.slot = null, r.isUndone = true, r.isWaiting = null
