// Returns how many loads were begun, and the backup of which a restore has begun and not ended.
MATCH (g:Graph {id: 'graph'})
RETURN g.loads AS loads, g.restoring AS restoring, g.revision AS revision
LIMIT 1
