// Returns nothing; notes the last migration and the ontology that the graph is prepared for.
MATCH (g:Graph {id: 'graph'})
SET g.migration = $migration, g.ontology = $ontology, g.ontologyVersion = $version,
    g.compiledOntology = $compiled, g.graphId = coalesce(g.graphId, $graphId)
