// Returns nothing; adds a load and the source that it reads.
MERGE (s:Source {id: $source})
MERGE (l:Load {id: $load})
SET l.sourceName = $source, l.state = 'running', l.startedAt = $startedAt
MERGE (l)-[:READ_FROM]->(s)
