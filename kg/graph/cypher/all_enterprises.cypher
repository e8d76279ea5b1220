// Returns every virtual enterprise with the opportunities that it fulfils, by id.
// whole: a list of all; enterprises are few beside organisations.
MATCH (v:VirtualEnterprise)
WHERE v.retiredOn IS NULL
OPTIONAL MATCH (v)-[f:FULFILS]->(p:Opportunity)
WHERE f.retiredOn IS NULL AND p.retiredOn IS NULL
RETURN v.id AS id, v.name AS name, v.state AS state, v.startsOn AS startsOn, v.endsOn AS endsOn,
       collect(p.id) AS opportunities
ORDER BY id
LIMIT $limit
