// Returns every opportunity in short, by id.
// whole: a list of all; opportunities are few beside organisations.
MATCH (p:Opportunity)
OPTIONAL MATCH (p)-[:REQUIRES]->(q:Requirement)
RETURN p.id AS id, p.title AS title, p.text AS text, p.offeringKind AS offeringKind,
       count(q) AS requirements
ORDER BY id
LIMIT $limit
