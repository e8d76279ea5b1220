// Returns nothing; notes how the derived competency links were found, if nobody wrote meanwhile.
MATCH (g:Graph {id: 'graph'})
WHERE g.revision = $revision
SET g.linkedBy = $linkedBy
