// Returns how organisations were rated in virtual enterprises that have ended.
UNWIND $ids AS id
MATCH (o:Organisation {id: id})<-[a:ABOUT]-(x:Experience)
WHERE a.retiredOn IS NULL AND x.retiredOn IS NULL AND x.rating IS NOT NULL
RETURN id, x.id AS experience, x.rating AS rating, x.recordedOn AS recordedOn
ORDER BY id, experience
LIMIT $limit
