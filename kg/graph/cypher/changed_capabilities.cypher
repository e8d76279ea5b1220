// Returns the capabilities with the given ids, each with its organisation.
UNWIND $ids AS id
MATCH (c:Capability {id: id})<-[r:OFFERS]-(o:Organisation)
WHERE o.retiredOn IS NULL AND r.retiredOn IS NULL AND c.retiredOn IS NULL
RETURN c.id AS id, o.id AS organisation, c.text AS text, c.status AS status, c.level AS level,
       c.recordedOn AS recordedOn, c.consortiumSize AS consortiumSize,
       c.capacityAmount AS amount, c.capacityUnit AS unit, c.capacityPeriod AS period,
       c.freeAmount AS free, c.freeFrom AS freeFrom, c.doubts AS doubts
LIMIT 100000000
