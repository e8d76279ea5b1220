// Returns pieces of evidence with the record that each comes from.
UNWIND $ids AS id
MATCH (n:Evidence {id: id})
MATCH (r:SourceRecord {id: n.records[0]})
RETURN id, n.kind AS kind, n.title AS title, n.issuedOn AS date,
       r.sourceName AS source, r.load AS load, r.file AS file, r.row AS row
LIMIT $limit
