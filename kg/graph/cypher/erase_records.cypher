// Returns nothing; removes records as if they had never been.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
DETACH DELETE r
