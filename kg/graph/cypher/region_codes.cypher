// Returns the code of every region.
// whole: about two thousand regions, read at once to resolve codes of any version.
MATCH (r:Region)
RETURN r.id AS code
LIMIT 1000000
