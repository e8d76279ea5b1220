// Returns the revision of the graph, and that up to which its nodes were marked as doubtful.
MATCH (g:Graph {id: 'graph'})
RETURN g.revision AS revision, g.doubtsRevision AS marked
LIMIT 1
