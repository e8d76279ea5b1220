// Returns the feedback with this id.
MATCH (f:Feedback {id: $id})
RETURN properties(f) AS properties
LIMIT 1
