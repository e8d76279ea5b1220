// Returns nothing; adds the nodes that do not exist yet.
// The embedded engine merges on several labels by a scan, so the key is looked up by its root.
UNWIND $rows AS row
OPTIONAL MATCH (old:__ROOT__ {id: row.id})
WITH row, old
WHERE old IS NULL
CREATE (n:__LABELS__)
SET n = row
