// Returns every competency with its labels and definition, but for the headings of a vocabulary.
// whole: texts are compared with all of them.
MATCH (k:Competency)
WHERE (k.isGroup IS NULL OR k.isGroup = false) AND k.retiredOn IS NULL
RETURN k.id AS id, k.prefLabel AS prefLabel, k.altLabel AS altLabels,
  k.definition AS definition
LIMIT 100000000
