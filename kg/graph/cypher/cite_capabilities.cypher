// Returns capabilities with the record that each comes from.
UNWIND $ids AS id
MATCH (n:Capability {id: id})
MATCH (r:SourceRecord {id: n.records[0]})
RETURN id, CASE n.status WHEN 'derived' THEN 'participation' ELSE 'statement' END AS kind, n.text AS title, n.recordedOn AS date,
       r.sourceName AS source, r.load AS load, r.file AS file, r.row AS row
LIMIT $limit
