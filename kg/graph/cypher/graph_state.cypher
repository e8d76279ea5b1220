// Returns all that the one node knows of the graph as a whole.
MATCH (g:Graph {id: 'graph'})
RETURN g.revision AS revision, g.migration AS migration, g.ontology AS ontology,
       g.graphId AS graphId, g.loads AS loads, g.restoring AS restoring,
       g.feedbackRevision AS feedback
LIMIT 1
