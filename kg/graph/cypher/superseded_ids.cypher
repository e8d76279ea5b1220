// Returns the ids of the records that a load superseded.
MATCH (r:SourceRecord {supersededIn: $load})
RETURN r.id AS id
LIMIT 100000000
