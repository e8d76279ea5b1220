// Returns nothing; adds records to those behind existing nodes, of which nothing else changes.
UNWIND $rows AS row
MATCH (n:__ROOT__ {id: row.id})
SET n.records = coalesce(n.records, []) + row.records
