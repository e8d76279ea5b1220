// Returns the pieces of evidence with the given ids, each with its dates.
UNWIND $ids AS id
MATCH (e:Evidence {id: id})
WHERE e.retiredOn IS NULL
RETURN e.id AS id, e.issuedOn AS issuedOn, e.expiresOn AS expiresOn
LIMIT 100000000
