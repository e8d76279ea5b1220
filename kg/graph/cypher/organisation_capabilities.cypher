// Returns the capabilities in force of an organisation with what supports them, by id.
MATCH (o:Organisation {id: $id})-[s:OFFERS]->(c:Capability)
WHERE s.retiredOn IS NULL AND c.retiredOn IS NULL
OPTIONAL MATCH (c)-[r:OF]->(k:Competency)
WHERE r.retiredOn IS NULL AND k.retiredOn IS NULL
WITH c, collect(DISTINCT CASE WHEN r.isDerived IS NULL THEN k.prefLabel END) AS competencies,
     collect(DISTINCT CASE WHEN r.isDerived THEN [k.id, k.prefLabel, r.confidence] END) AS derived
OPTIONAL MATCH (c)-[b:EVIDENCED_BY]->(e:Evidence)
WHERE b.retiredOn IS NULL AND e.retiredOn IS NULL
RETURN c.id AS id, c.text AS text, c.status AS status, c.level AS level,
       c.recordedOn AS recordedOn, c.doubts AS doubts, competencies, derived,
       collect(DISTINCT e.id) AS evidence
ORDER BY id
LIMIT $limit
