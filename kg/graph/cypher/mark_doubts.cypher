// Returns nothing; notes why nodes are doubtful, or with null that they no longer are.
UNWIND $rows AS row
MATCH (n:__ROOT__ {id: row.id})
SET n.doubts = row.doubts
