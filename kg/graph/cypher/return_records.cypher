// Returns nothing; notes that records are not retired after all.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
SET r.retiredIn = null, r.retiredOn = null
