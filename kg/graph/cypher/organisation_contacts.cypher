// Returns the contacts of an organisation with their sealed values, by id.
MATCH (:Organisation {id: $id})-[:HAS_CONTACT]->(c:Contact)
RETURN c.id AS id, c.jobTitle AS jobTitle, c.language AS languages, c.consentOn AS consentOn,
       c.sealed AS sealed
ORDER BY id
LIMIT $limit
