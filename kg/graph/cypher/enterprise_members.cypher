// Returns the organisations that play a role in a virtual enterprise, with the role and its shares.
MATCH (v:VirtualEnterprise {id: $id})<-[r:ROLE_IN]-(l:Role)<-[p:PLAYS]-(o:Organisation)
WHERE r.retiredOn IS NULL AND l.retiredOn IS NULL AND p.retiredOn IS NULL AND o.retiredOn IS NULL
RETURN o.id AS id, o.name AS name, l.enterpriseRole AS role, l.inputShare AS input,
       l.riskShare AS risk, l.revenueShare AS revenue
ORDER BY id
LIMIT $limit
