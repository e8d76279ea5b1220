// Returns the running number of a new load.
MATCH (g:Graph {id: 'graph'})
SET g.loads = g.loads + 1
RETURN g.loads AS number
