// Returns the pieces of evidence with the given ids, as all_evidence does.
UNWIND $ids AS id
MATCH (e:Evidence {id: id})
WHERE e.retiredOn IS NULL
RETURN e.id AS id, e.issuedOn AS issuedOn, e.expiresOn AS expiresOn,
       CASE WHEN e.kind = 'certificate' THEN e.title END AS certificate,
       e.kind IN ['project', 'reference'] AS isWork
LIMIT 100000000
