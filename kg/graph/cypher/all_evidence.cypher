// Returns every piece of evidence with its dates.
// whole: the read model is built from all of them.
MATCH (e:Evidence)
WHERE e.retiredOn IS NULL
RETURN e.id AS id, e.issuedOn AS issuedOn, e.expiresOn AS expiresOn
LIMIT 100000000
