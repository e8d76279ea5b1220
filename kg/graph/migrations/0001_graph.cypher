// Returns nothing; adds the one node that counts revisions and loads.
MERGE (g:Graph {id: 'graph'})
ON CREATE SET g.revision = 0, g.migration = 0, g.loads = 0
