// Returns every piece of evidence with its dates, a certificate's title, and whether it is work.
// whole: the read model is built from all of them.
MATCH (e:Evidence)
WHERE e.retiredOn IS NULL
RETURN e.id AS id, e.issuedOn AS issuedOn, e.expiresOn AS expiresOn,
       CASE WHEN e.kind = 'certificate' THEN e.title END AS certificate,
       e.kind IN ['project', 'reference'] AS isWork
LIMIT 100000000
