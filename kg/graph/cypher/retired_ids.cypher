// Returns the ids of the records that a load retired.
MATCH (r:SourceRecord {retiredIn: $load})
RETURN r.id AS id
LIMIT 100000000
