// Returns the certificates of organisations, each with the capability that it supports.
UNWIND $ids AS id
MATCH (o:Organisation {id: id})-[s:OFFERS]->(c:Capability)-[b:EVIDENCED_BY]->(e:Evidence)
WHERE e.kind = 'certificate' AND s.retiredOn IS NULL AND c.retiredOn IS NULL
  AND b.retiredOn IS NULL AND e.retiredOn IS NULL
RETURN id, c.id AS capability, e.id AS evidence, e.title AS title, e.issuedOn AS issuedOn,
       e.expiresOn AS expiresOn
ORDER BY id, capability, evidence
LIMIT $limit
