// Returns the contacts of an organisation with their sealed values, by id.
MATCH (:Organisation {id: $id})-[h:HAS_CONTACT]->(c:Contact)
WHERE h.retiredOn IS NULL AND c.retiredOn IS NULL
RETURN c.id AS id, c.jobTitle AS jobTitle, c.language AS languages, c.consentOn AS consentOn,
       c.sealed AS sealed
ORDER BY id
LIMIT $limit
