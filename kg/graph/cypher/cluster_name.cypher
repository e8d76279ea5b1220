// Returns the name of a cluster; a group of another class is none.
MATCH (c:Grouping {id: $id})
WHERE c.retiredOn IS NULL AND 'Cluster' IN labels(c)
RETURN c.name AS name
LIMIT 1
