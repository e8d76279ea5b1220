// Returns the ontology that the graph was prepared for, as it was compiled then.
MATCH (g:Graph {id: 'graph'})
RETURN g.compiledOntology AS compiled
LIMIT 1
