// Returns nothing; notes that doubts are marked up to a revision, if nobody wrote meanwhile.
MATCH (g:Graph {id: 'graph'})
WHERE g.revision = $revision
SET g.doubtsRevision = $revision
