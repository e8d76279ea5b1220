// Returns the ids of current records that refer to something not loaded yet, in order.
MATCH (r:SourceRecord {isWaiting: true})
WHERE r.id > $after
RETURN r.id AS id
ORDER BY r.id
LIMIT $limit
