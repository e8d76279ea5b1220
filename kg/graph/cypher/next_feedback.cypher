// Returns the new revision of feedback; part of every transaction that writes some.
MATCH (g:Graph {id: 'graph'})
SET g.feedbackRevision = coalesce(g.feedbackRevision, 0) + 1
RETURN g.feedbackRevision AS feedback
