// Returns who holds the graph for writing, and the time by the server's clock.
MATCH (g:Graph {id: 'graph'})
RETURN g.leaseToken AS token, g.leaseHolder AS holder, g.leaseHome AS home,
       g.leaseSince AS since, g.leaseUntil AS until, timestamp() AS now
LIMIT 1
