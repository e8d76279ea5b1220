// Returns the sector group of every competency that has one.
// whole: the trades of all organisations are compared by them.
MATCH (k:Competency)
WHERE k.retiredOn IS NULL AND k.sectorGroup IS NOT NULL
RETURN k.id AS competency, k.sectorGroup AS sectorGroup
LIMIT 100000000
