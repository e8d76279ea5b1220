// Returns the loads that began and never ended.
// whole: loads are few, and those that run are fewer.
MATCH (l:Load {state: 'running'})
RETURN l.id AS id
ORDER BY id
LIMIT 1000
