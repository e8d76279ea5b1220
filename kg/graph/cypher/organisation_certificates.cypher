// Returns the certificates of organisations, each with the capability that it supports.
UNWIND $ids AS id
MATCH (o:Organisation {id: id})-[:OFFERS]->(c:Capability)-[:EVIDENCED_BY]->(e:Evidence)
WHERE e.kind = 'certificate'
RETURN id, c.id AS capability, e.id AS evidence, e.title AS title, e.issuedOn AS issuedOn,
       e.expiresOn AS expiresOn
ORDER BY id, capability, evidence
LIMIT $limit
