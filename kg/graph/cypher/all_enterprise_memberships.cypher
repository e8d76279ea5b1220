// Returns every organisation that plays a role in a virtual enterprise, with the role.
// whole: the network columns are built from all of them.
MATCH (o:Organisation)-[p:PLAYS]->(l:Role)-[r:ROLE_IN]->(g:VirtualEnterprise)
WHERE p.retiredOn IS NULL AND r.retiredOn IS NULL AND o.retiredOn IS NULL
  AND l.retiredOn IS NULL AND g.retiredOn IS NULL
RETURN o.id AS organisation, g.id AS group, p.startsOn AS startsOn, p.endsOn AS endsOn,
       l.enterpriseRole AS role, null AS amount
LIMIT 100000000
