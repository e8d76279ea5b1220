// Returns the languages of organisations.
UNWIND $ids AS id
MATCH (o:Organisation {id: id})
RETURN id, o.language AS languages
LIMIT $limit
