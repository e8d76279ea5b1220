// Returns nothing; adds the loads of a backup and the sources that they read.
UNWIND $rows AS row
MERGE (s:Source {id: row.sourceName})
MERGE (l:Load {id: row.id})
SET l = row
MERGE (l)-[:READ_FROM]->(s)
