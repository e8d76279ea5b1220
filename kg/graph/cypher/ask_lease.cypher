// Returns who holds the graph for writing; the write makes others who ask wait for this answer.
MATCH (g:Graph {id: 'graph'})
SET g.leaseAsked = $token
RETURN g.leaseToken AS token, g.leaseHolder AS holder, g.leaseHome AS home,
       g.leaseSince AS since, g.leaseUntil AS until, timestamp() AS now
