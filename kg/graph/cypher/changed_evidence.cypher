// Returns the pieces of evidence with the given ids, with its dates and a certificate's title.
UNWIND $ids AS id
MATCH (e:Evidence {id: id})
WHERE e.retiredOn IS NULL
RETURN e.id AS id, e.issuedOn AS issuedOn, e.expiresOn AS expiresOn,
       CASE WHEN e.kind = 'certificate' THEN e.title END AS certificate
LIMIT 100000000
