// Returns the agreement of a virtual enterprise: the share of the cluster, and since when it holds.
MATCH (v:VirtualEnterprise {id: $id})-[g:GOVERNED_BY]->(a:Agreement)
WHERE g.retiredOn IS NULL AND a.retiredOn IS NULL
RETURN a.id AS id, a.clusterShare AS clusterShare, a.signedOn AS signedOn
ORDER BY id
LIMIT $limit
