// Returns every feedback on the organisations with the given ids, taken back or not.
UNWIND $ids AS id
MATCH (f:Feedback {organisationId: id})
RETURN properties(f) AS properties
LIMIT 1000000
