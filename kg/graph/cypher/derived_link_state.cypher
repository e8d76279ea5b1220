// Returns the revision, and how the derived competency links were found; null: they are due.
MATCH (g:Graph {id: 'graph'})
RETURN g.revision AS revision, g.linkedBy AS linkedBy
LIMIT 1
