// Returns every pair of a competency and one that is broader.
// whole: the read model is built from all of them.
MATCH (k:Competency)-[r:BROADER]->(b:Competency)
WHERE r.retiredOn IS NULL AND k.retiredOn IS NULL AND b.retiredOn IS NULL
RETURN k.id AS narrow, b.id AS broad
LIMIT 100000000
