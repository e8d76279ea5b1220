// Returns of which tables records refer to something not loaded yet, and how many.
MATCH (r:SourceRecord {isWaiting: true})
RETURN r.tableName AS table, count(*) AS records
LIMIT 1000
