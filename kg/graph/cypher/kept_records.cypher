// Returns the records with the given ids and the load that superseded each, if one did.
UNWIND $ids AS id
MATCH (r:SourceRecord {id: id})
RETURN r.sourceName AS source, r.tableName AS table, r.key AS key, r.load AS load,
       r.file AS file, r.row AS row, r.hash AS hash, r.values AS values,
       r.supersededIn AS supersededIn
LIMIT $limit
