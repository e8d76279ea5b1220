// Returns every derived capability that has a text.
// whole: competency links are found for all of them.
MATCH (c:Capability {status: 'derived'})
WHERE c.text IS NOT NULL AND c.retiredOn IS NULL
RETURN c.id AS id, c.text AS text
LIMIT 100000000
