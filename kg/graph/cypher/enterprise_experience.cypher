// Returns the experience that was gained in a virtual enterprise.
MATCH (v:VirtualEnterprise {id: $id})<-[g:GAINED_IN]-(x:Experience)
WHERE g.retiredOn IS NULL AND x.retiredOn IS NULL
RETURN x.id AS id, x.wasDelivered AS wasDelivered, x.rating AS rating, x.recordedOn AS recordedOn
ORDER BY id
LIMIT $limit
