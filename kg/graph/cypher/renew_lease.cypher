// Returns whose the graph is, with its lease prolonged; part of every transaction of a load.
MATCH (g:Graph {id: 'graph'})
SET g.leaseUntil = timestamp() + $milliseconds
RETURN g.leaseToken AS token, g.leaseHolder AS holder
