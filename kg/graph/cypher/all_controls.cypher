// Returns every pair of an organisation and one that it controls.
// whole: groups are joined through owners that need not be candidates themselves.
MATCH (a:Organisation)-[c:CONTROLS]->(b:Organisation)
WHERE c.retiredOn IS NULL AND a.retiredOn IS NULL AND b.retiredOn IS NULL
RETURN a.id AS owner, b.id AS owned, c.startsOn AS startsOn, c.endsOn AS endsOn
LIMIT 100000000
