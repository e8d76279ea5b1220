// Returns one contact with its sealed values, if there is any.
// whole: stops at the first one; tells whether the key at hand is the one that sealed it.
MATCH (c:Contact)
WHERE c.sealed IS NOT NULL
RETURN c.id AS id, c.sealed AS sealed
LIMIT 1
