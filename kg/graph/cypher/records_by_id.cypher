// Returns the records with the given ids.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
RETURN r.sourceName AS source, r.tableName AS table, r.key AS key, r.load AS load,
       r.file AS file, r.row AS row, r.hash AS hash, r.values AS values,
       r.retiredIn AS retiredIn, r.retiredOn AS retiredOn
LIMIT $limit
