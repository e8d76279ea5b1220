// Returns the capabilities of an organisation with what supports them, by id.
MATCH (o:Organisation {id: $id})-[:OFFERS]->(c:Capability)
OPTIONAL MATCH (c)-[:OF]->(k:Competency)
WITH c, collect(DISTINCT k.prefLabel) AS competencies
OPTIONAL MATCH (c)-[:EVIDENCED_BY]->(e:Evidence)
RETURN c.id AS id, c.text AS text, c.status AS status, c.level AS level,
       c.recordedOn AS recordedOn, competencies, collect(DISTINCT e.id) AS evidence
ORDER BY id
LIMIT $limit
