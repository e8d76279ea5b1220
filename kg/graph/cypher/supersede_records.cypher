// Returns nothing; takes superseded records off their slots.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
SET r.slot = null, r.supersededIn = $load, r.isWaiting = null
