// Returns nothing; notes that what the derived competency links rest on has changed.
MATCH (g:Graph {id: 'graph'})
SET g.linkedBy = null
