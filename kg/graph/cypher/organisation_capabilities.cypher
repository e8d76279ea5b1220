// Returns the capabilities of an organisation with what supports them, by id.
MATCH (o:Organisation {id: $id})-[:OFFERS]->(c:Capability)
OPTIONAL MATCH (c)-[r:OF]->(k:Competency)
WITH c, collect(DISTINCT CASE WHEN r.isDerived IS NULL THEN k.prefLabel END) AS competencies,
     collect(DISTINCT CASE WHEN r.isDerived THEN [k.id, k.prefLabel, r.confidence] END) AS derived
OPTIONAL MATCH (c)-[:EVIDENCED_BY]->(e:Evidence)
RETURN c.id AS id, c.text AS text, c.status AS status, c.level AS level,
       c.recordedOn AS recordedOn, c.doubts AS doubts, competencies, derived,
       collect(DISTINCT e.id) AS evidence
ORDER BY id
LIMIT $limit
