// Returns the new revision; part of every writing transaction.
MATCH (g:Graph {id: 'graph'})
SET g.revision = g.revision + 1
RETURN g.revision AS revision
