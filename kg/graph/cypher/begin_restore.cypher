// Returns nothing; notes which backup is being restored, and how many loads it holds or counted.
MATCH (g:Graph {id: 'graph'})
SET g.restoring = $content, g.loads = $number
