// Returns nothing; notes that the restore has come to its end.
MATCH (g:Graph {id: 'graph'})
SET g.restoring = null
