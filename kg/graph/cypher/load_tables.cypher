// Returns the tables of which a load brought records, and how many.
MATCH (r:SourceRecord {load: $load})
RETURN r.tableName AS table, count(*) AS records
LIMIT 1000
