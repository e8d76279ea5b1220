// Returns nothing; gives the graph back if it is still this holder's.
MATCH (g:Graph {id: 'graph'})
WHERE g.leaseToken = $token
SET g.leaseToken = null, g.leaseHolder = null, g.leaseHome = null,
    g.leaseSince = null, g.leaseUntil = null, g.leaseAsked = null
