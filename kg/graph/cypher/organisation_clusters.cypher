// Returns the clusters to which organisations belong, with the rules of each.
// The label of the cluster is a condition: as part of the pattern it would be scanned for.
UNWIND $ids AS id
MATCH (o:Organisation {id: id})-[m:MEMBER_OF]->(c)
WHERE m.retiredOn IS NULL AND c.retiredOn IS NULL AND 'Cluster' IN labels(c)
RETURN id, c.id AS cluster, c.name AS name, c.rule AS rules, m.role AS role,
       m.startsOn AS startsOn, m.endsOn AS endsOn
ORDER BY id, cluster
LIMIT $limit
