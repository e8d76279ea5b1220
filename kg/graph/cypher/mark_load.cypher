// Returns nothing; notes how far a load has come.
MATCH (l:Load {id: $load})
SET l.state = $state
