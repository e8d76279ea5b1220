// Returns the competencies with the given ids, each with its labels.
UNWIND $ids AS id
MATCH (k:Competency {id: id})
WHERE k.retiredOn IS NULL
RETURN k.id AS id, k.prefLabel AS prefLabel, k.altLabel AS altLabels
LIMIT 100000000
