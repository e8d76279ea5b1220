// Returns every region with its names and its point.
// whole: about two thousand regions, from which names and codes are resolved.
MATCH (r:Region)
WHERE r.retiredOn IS NULL
RETURN r.id AS id, r.name AS name, r.alternativeName AS alternativeNames,
       r.latitude AS latitude, r.longitude AS longitude
LIMIT 1000000
