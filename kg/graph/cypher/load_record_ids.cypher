// Returns the ids of the records of one table that a load brought.
MATCH (r:SourceRecord {load: $load})
WHERE r.tableName = $table
RETURN r.id AS id
LIMIT 100000000
