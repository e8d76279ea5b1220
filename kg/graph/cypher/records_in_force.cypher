// Returns the tables and ids of the records that a load brought and that are in force.
MATCH (r:SourceRecord {load: $load})
WHERE r.slot IS NOT NULL AND r.retiredIn IS NULL
RETURN r.tableName AS table, r.id AS id
LIMIT 100000000
