// Returns pieces of evidence and capabilities, each with the record that it comes from.
UNWIND $evidence AS id
MATCH (n:Evidence {id: id})
MATCH (r:SourceRecord {id: n.records[0]})
RETURN id, n.kind AS kind, n.title AS title, n.issuedOn AS date,
       r.sourceName AS source, r.load AS load, r.file AS file, r.row AS row
LIMIT 100000000
UNION ALL
UNWIND $capabilities AS id
MATCH (n:Capability {id: id})
MATCH (r:SourceRecord {id: n.records[0]})
RETURN id, CASE n.status WHEN 'derived' THEN 'participation' ELSE 'statement' END AS kind,
       n.text AS title, n.recordedOn AS date,
       r.sourceName AS source, r.load AS load, r.file AS file, r.row AS row
LIMIT 100000000
