// Returns the tables and files of which a load brought records, how many, and what superseded them.
MATCH (r:SourceRecord {load: $load})
RETURN r.tableName AS table, r.file AS file, r.supersededIn AS supersededIn, count(*) AS records
LIMIT 1000000
