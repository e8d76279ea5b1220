// Returns the revision, the last migration and the ontology that the graph was prepared for.
MATCH (g:Graph {id: 'graph'})
RETURN g.revision AS revision, g.migration AS migration, g.ontology AS ontology,
       g.graphId AS graphId
LIMIT 1
