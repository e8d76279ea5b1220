// Returns every competency with its labels.
// whole: the read model is built from all of them.
MATCH (k:Competency)
WHERE k.retiredOn IS NULL
RETURN k.id AS id, k.prefLabel AS prefLabel, k.altLabel AS altLabels
LIMIT 100000000
