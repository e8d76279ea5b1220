// Returns every region with its names.
// whole: about two thousand regions, from which names and codes are resolved.
MATCH (r:Region)
WHERE r.retiredOn IS NULL
RETURN r.id AS id, r.name AS name, r.alternativeName AS alternativeNames
LIMIT 1000000
