// Returns every value chain.
// whole: there are few chains, and a list of them shows all.
MATCH (c:ValueChain)
WHERE c.retiredOn IS NULL
RETURN c.id AS id, c.name AS name
ORDER BY id
LIMIT $limit
