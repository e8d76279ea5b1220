// Returns every piece of evidence with its dates, and the title of a certificate.
// whole: the read model is built from all of them.
MATCH (e:Evidence)
WHERE e.retiredOn IS NULL
RETURN e.id AS id, e.issuedOn AS issuedOn, e.expiresOn AS expiresOn,
       CASE WHEN e.kind = 'certificate' THEN e.title END AS certificate
LIMIT 100000000
