// Returns the records with the given ids and what became of each.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
RETURN r.sourceName AS source, r.tableName AS table, r.key AS key, r.load AS load,
       r.file AS file, r.row AS row, r.hash AS hash, r.values AS values,
       r.retiredIn AS retiredIn, r.retiredOn AS retiredOn,
       r.supersededIn AS supersededIn, r.isUndone AS isUndone
LIMIT $limit
