// Returns the tables and files of which a load brought records, how many, and their fate.
MATCH (r:SourceRecord {load: $load})
RETURN r.tableName AS table, r.file AS file, r.supersededIn AS supersededIn,
       r.isUndone AS isUndone, r.retiredIn AS retiredIn, count(*) AS records
LIMIT 1000000
