// Returns every opportunity in short, by id.
// whole: a list of all; opportunities are few beside organisations.
MATCH (p:Opportunity)
WHERE p.retiredOn IS NULL
OPTIONAL MATCH (p)-[r:REQUIRES]->(q:Requirement)
WHERE r.retiredOn IS NULL AND q.retiredOn IS NULL
RETURN p.id AS id, p.title AS title, p.text AS text, p.offeringKind AS offeringKind,
       count(q) AS requirements
ORDER BY id
LIMIT $limit
