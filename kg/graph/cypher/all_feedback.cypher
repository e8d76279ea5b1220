// Returns every feedback, taken back or not.
// whole: a list, a backup and an export hold all of it.
MATCH (f:Feedback)
RETURN properties(f) AS properties
LIMIT 100000000
