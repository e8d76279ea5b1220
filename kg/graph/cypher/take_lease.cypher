// Returns nothing; gives the graph for writing to one holder.
MATCH (g:Graph {id: 'graph'})
SET g.leaseToken = $token, g.leaseHolder = $holder, g.leaseHome = $home,
    g.leaseSince = $since, g.leaseUntil = $until
