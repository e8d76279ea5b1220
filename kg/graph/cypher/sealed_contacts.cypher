// Returns every contact with its sealed values.
// whole: who shares an address or a number with somebody is found by opening all of them.
MATCH (c:Contact)
WHERE c.sealed IS NOT NULL
RETURN c.id AS id, c.sealed AS sealed
LIMIT 100000000
