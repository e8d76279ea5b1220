// Returns nothing; replaces the properties of existing nodes.
UNWIND $rows AS row
MATCH (n:__ROOT__ {id: row.id})
SET n = row
